import { type ReactNode, type SubmitEvent, useId, useState } from 'react';
import { troubleOf } from '../../client/account-trouble.ts';
import type { AccountMessage } from '../../strings/account.ts';
import { useAccountMessages } from '../../client/use-account-messages.ts';

const FIELDS = {
  email: { type: 'email', autoComplete: 'username' },
  password: { type: 'password', autoComplete: 'current-password' },
  currentPassword: { type: 'password', autoComplete: 'current-password' },
  newPassword: { type: 'password', autoComplete: 'new-password', minLength: 10 },
} as const;
type Field = keyof typeof FIELDS;

interface Props {
  readonly fields: readonly Field[];
  readonly submit: string;
  readonly onSubmit: (values: Readonly<Record<Field, string>>) => Promise<unknown>;
  readonly onCancel?: () => void;
  readonly children?: ReactNode;
}

/** A few fields with labels, one button, and what went wrong. */
export default function AttuneAccountForm({ fields, submit, onSubmit, onCancel, children }: Props): ReactNode {
  const t = useAccountMessages();
  const id = useId();
  const [waits, setWaits] = useState(false);
  const [trouble, setTrouble] = useState<AccountMessage>();
  const send = async (form: HTMLFormElement): Promise<void> => {
    setTrouble(undefined);
    setWaits(true);
    try {
      await onSubmit(Object.fromEntries(new FormData(form)) as Record<Field, string>);
    } catch (error) {
      setTrouble(troubleOf(error));
    } finally {
      setWaits(false);
    }
  };
  const submitted = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void send(event.currentTarget);
  };
  return (
    <form className="attune-fields" onSubmit={submitted}>
      {fields.map((field) => (
        <label key={field} htmlFor={`${id}${field}`}>
          <span>{t[field]}</span>
          <input id={`${id}${field}`} name={field} required dir="ltr" {...FIELDS[field]} />
        </label>
      ))}
      <p role="alert" className="attune-note attune-note--trouble">
        {trouble && t[trouble]}
      </p>
      <div className="attune-actions">
        <button type="submit" className="attune-button attune-button--primary" disabled={waits}>
          {waits ? t.wait : submit}
        </button>
        {onCancel && (
          <button type="button" className="attune-button" onClick={onCancel}>
            {t.cancel}
          </button>
        )}
        {children}
      </div>
    </form>
  );
}

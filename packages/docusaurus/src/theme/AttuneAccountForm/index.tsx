import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useAccountMessages } from '../../client/use-account-messages.ts';

const FIELDS = {
  email: { type: 'email', autoComplete: 'username' },
  password: { type: 'password', autoComplete: 'current-password' },
  currentPassword: { type: 'password', autoComplete: 'current-password' },
  newPassword: { type: 'password', autoComplete: 'new-password', minLength: 10 },
} as const;
export type Field = keyof typeof FIELDS;

interface Props {
  readonly fields: readonly Field[];
  readonly submit: string;
  /** What it resolves to is shown. */
  readonly onSubmit: (values: Readonly<Record<Field, string>>) => Promise<unknown>;
  readonly onCancel?: () => void;
  readonly children?: ReactNode;
}

/** A few fields with labels, one button, and what came of it. */
export default function AttuneAccountForm({ fields, submit, onSubmit, onCancel, children }: Props): ReactNode {
  const { t, tell } = useAccountMessages();
  const id = useId();
  const [progress, setProgress] = useState<{ readonly waits?: true; readonly trouble?: string }>({});
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget)) as Record<Field, string>;
    setProgress({ waits: true });
    onSubmit(values)
      .then(() => setProgress({}))
      .catch((error: unknown) => setProgress({ trouble: tell(error) }));
  };
  return (
    <form className="attune-fields" onSubmit={send}>
      {fields.map((field) => (
        <label key={field} htmlFor={`${id}${field}`}>
          <span>{t[field]}</span>
          <input id={`${id}${field}`} name={field} required dir="ltr" {...FIELDS[field]} />
        </label>
      ))}
      <p role="alert" className="attune-note attune-note--trouble">
        {progress.trouble}
      </p>
      <div className="attune-actions">
        <button type="submit" className="attune-button attune-button--primary" disabled={progress.waits}>
          {progress.waits ? t.wait : submit}
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

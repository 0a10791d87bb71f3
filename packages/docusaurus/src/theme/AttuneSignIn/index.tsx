import AttuneAccountForm from '@theme/AttuneAccountForm';
import type { WaysToSignIn } from '@attune/contract/routes';
import { type ReactNode, useEffect, useState } from 'react';
import { accounts, askForReset, signIn, signInAt, signUp } from '../../client/account.ts';
import { tellOutcome } from '../../client/account-trouble.ts';
import type { AccountMessage } from '../../strings/account.ts';
import { useAccountMessages } from '../../client/use-account-messages.ts';

type Form = 'signUp' | 'signIn' | 'forgot';

interface Props {
  readonly onSaid: (said: AccountMessage | undefined) => void;
}

/** Ways to an account for who reads without one. */
export default function AttuneSignIn({ onSaid }: Props): ReactNode {
  const t = useAccountMessages();
  const [form, setForm] = useState<Form>();
  const [ways, setWays] = useState<WaysToSignIn>();
  useEffect(() => {
    // Without an answer there are e-mail and password all the same.
    void accounts.waysToSignIn().then(setWays, () => {});
  }, []);
  const open = (next: Form | undefined): void => {
    onSaid(undefined);
    setForm(next);
  };
  const cancel = (): void => open(undefined);
  if (form === 'forgot') {
    const ask = async (email: string): Promise<void> => {
      await askForReset(email);
      onSaid('resetSent');
    };
    return (
      <AttuneAccountForm
        fields={['email']}
        submit={t.sendReset}
        onSubmit={({ email }) => ask(email)}
        onCancel={cancel}
      />
    );
  }
  if (form === 'signUp') {
    return (
      <AttuneAccountForm
        key="signUp"
        fields={['email', 'newPassword']}
        submit={t.signUp}
        onSubmit={({ email, newPassword }) => signUp(email, newPassword)}
        onCancel={cancel}
      />
    );
  }
  if (form === 'signIn') {
    return (
      <AttuneAccountForm
        key="signIn"
        fields={['email', 'password']}
        submit={t.signIn}
        onSubmit={({ email, password }) => signIn(email, password)}
        onCancel={cancel}
      >
        {ways?.mail && (
          <button type="button" className="attune-link" onClick={() => open('forgot')}>
            {t.forgot}
          </button>
        )}
      </AttuneAccountForm>
    );
  }
  return (
    <>
      <p className="attune-question__reason">{t.none}</p>
      <div className="attune-actions">
        <button type="button" className="attune-button" onClick={() => open('signUp')}>
          {t.signUp}
        </button>
        <button type="button" className="attune-button" onClick={() => open('signIn')}>
          {t.signIn}
        </button>
        {ways?.providers.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            className="attune-button"
            onClick={() => void tellOutcome(signInAt(id), onSaid)}
          >
            {t.signInWith({ provider: name })}
          </button>
        ))}
      </div>
    </>
  );
}

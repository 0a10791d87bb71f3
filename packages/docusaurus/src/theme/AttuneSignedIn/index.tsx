import AttuneAccountForm from '@theme/AttuneAccountForm';
import type { Account } from '@attune/contract/routes';
import { type ReactNode, useEffect, useState } from 'react';
import { accounts, askForVerification, changePassword, findAccount, leave } from '../../client/account.ts';
import { useAccountMessages } from '../../client/use-account-messages.ts';

interface Props {
  readonly onSaid: (said: string) => void;
}

/** The account that this browser is signed in to. */
export default function AttuneSignedIn({ onSaid }: Props): ReactNode {
  const { t, tell } = useAccountMessages();
  const [account, setAccount] = useState<Account>();
  const [changes, setChanges] = useState(false);
  useEffect(() => {
    findAccount().then(setAccount, (error: unknown) => onSaid(tell(error)));
    // Once: what changes is told by what changed it.
  }, []);
  const attempt = (work: Promise<unknown>, done = ''): void =>
    void work.then(() => onSaid(done)).catch((error: unknown) => onSaid(tell(error)));
  if (changes) {
    const change = async (current: string, password: string): Promise<void> => {
      await changePassword(current, password);
      setChanges(false);
      onSaid(t.passwordChanged);
    };
    return (
      <AttuneAccountForm
        fields={['currentPassword', 'newPassword']}
        submit={t.changePassword}
        onSubmit={({ currentPassword, newPassword }) => change(currentPassword, newPassword)}
        onCancel={() => setChanges(false)}
      />
    );
  }
  return (
    <>
      <p className="attune-question__reason">
        {t.signedInAs} <bdi dir="ltr">{account?.email}</bdi>
      </p>
      {account?.emailVerified === false && (
        <p className="attune-question__reason">
          {t.notVerified}{' '}
          <button type="button" className="attune-link" onClick={() => attempt(askForVerification(), t.verifySent)}>
            {t.verify}
          </button>
        </p>
      )}
      <div className="attune-actions">
        <button type="button" className="attune-button" onClick={() => attempt(leave(() => accounts.signOut()))}>
          {t.signOut}
        </button>
        <button
          type="button"
          className="attune-button"
          onClick={() => attempt(leave(() => accounts.signOutEverywhere()))}
        >
          {t.signOutEverywhere}
        </button>
        {account?.providers.includes('credential') && (
          <button type="button" className="attune-button" onClick={() => setChanges(true)}>
            {t.changePassword}
          </button>
        )}
      </div>
    </>
  );
}

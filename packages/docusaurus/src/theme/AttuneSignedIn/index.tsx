import AttuneAccountForm from '@theme/AttuneAccountForm';
import type { Account } from '@attune/contract/routes';
import { type ReactNode, useEffect, useState } from 'react';
import { accounts, askForVerification, changePassword, findAccount, leave } from '../../client/account.ts';
import { tellOutcome, troubleOf } from '../../client/account-trouble.ts';
import type { AccountMessage } from '../../strings/account.ts';
import { useAccountMessages } from '../../client/use-account-messages.ts';

interface Props {
  readonly onSaid: (said: AccountMessage | undefined) => void;
}

/** The account that this browser is signed in to. */
export default function AttuneSignedIn({ onSaid }: Props): ReactNode {
  const t = useAccountMessages();
  const [account, setAccount] = useState<Account>();
  const [changes, setChanges] = useState(false);
  useEffect(() => {
    const find = async (): Promise<void> => setAccount(await findAccount());
    void find().catch((error: unknown) => onSaid(troubleOf(error)));
  }, [onSaid]);
  const attempt = (work: Promise<unknown>, done?: AccountMessage): void => void tellOutcome(work, onSaid, done);
  if (changes) {
    const change = async (current: string, password: string): Promise<void> => {
      await changePassword(current, password);
      setChanges(false);
      onSaid('passwordChanged');
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
          <button type="button" className="attune-link" onClick={() => attempt(askForVerification(), 'verifySent')}>
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

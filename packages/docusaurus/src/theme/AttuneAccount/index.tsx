import AttuneAccountForm from '@theme/AttuneAccountForm';
import AttuneSignedIn from '@theme/AttuneSignedIn';
import AttuneSignIn from '@theme/AttuneSignIn';
import AttuneStored from '@theme/AttuneStored';
import { useStore } from '@nanostores/react';
import { type ReactNode, useEffect, useState } from 'react';
import { accounts, type Brought, finishSignIn, takeBrought } from '../../client/account.ts';
import { $reader } from '../../client/reader.ts';
import { troubleOf } from '../../client/account-trouble.ts';
import type { AccountMessage } from '../../strings/account.ts';
import { useAccountMessages } from '../../client/use-account-messages.ts';

/** The reader's account, and what a mail or a provider has sent the reader back with. In the browser only. */
export default function AttuneAccount(): ReactNode {
  const t = useAccountMessages();
  const { token, account = false } = useStore($reader);
  const [said, setSaid] = useState<AccountMessage>();
  const [reset, setReset] = useState<string>();
  useEffect(() => {
    const take = (): void => {
      const brought = takeBrought();
      if (brought?.kind === 'reset') setReset(brought.value);
      else if (brought) void takeUp(brought).then(setSaid);
    };
    take();
    // A mail's link that is opened on this very page changes no more than the fragment.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  const setNewPassword = async (proof: string, password: string): Promise<void> => {
    await accounts.resetPassword({ proof, password });
    setReset(undefined);
    setSaid('resetDone');
  };
  return (
    <section className="attune-question attune-account" aria-labelledby="attune-account">
      <h2 id="attune-account">{reset === undefined ? t.title : t.resetTitle}</h2>
      <p role="status" className="attune-note">
        {said && t[said]}
      </p>
      {reset !== undefined && (
        <AttuneAccountForm
          fields={['newPassword']}
          submit={t.resetTitle}
          onSubmit={({ newPassword }) => setNewPassword(reset, newPassword)}
          onCancel={() => setReset(undefined)}
        />
      )}
      {reset === undefined && (account ? <AttuneSignedIn onSaid={setSaid} /> : <AttuneSignIn onSaid={setSaid} />)}
      {token !== undefined && <AttuneStored onSaid={setSaid} />}
    </section>
  );
}

/** Uses up what was brought; what is said of it. */
async function takeUp({ kind, value }: Brought): Promise<AccountMessage | undefined> {
  try {
    if (kind === 'code') await finishSignIn(value);
    if (kind === 'verify') await accounts.verifyEmail(value);
  } catch (error) {
    return troubleOf(error);
  }
  return kind === 'refused' ? 'refused' : kind === 'verify' ? 'verified' : undefined;
}

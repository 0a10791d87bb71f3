import AttuneAccountForm from '@theme/AttuneAccountForm';
import AttuneSignedIn from '@theme/AttuneSignedIn';
import AttuneSignIn from '@theme/AttuneSignIn';
import AttuneStored from '@theme/AttuneStored';
import { useStore } from '@nanostores/react';
import { type ReactNode, useEffect, useState } from 'react';
import { accounts, finishSignIn, takeBrought } from '../../client/account.ts';
import { $reader } from '../../client/reader.ts';
import { useAccountMessages } from '../../client/use-account-messages.ts';

/** The reader's account, and what a mail or a provider has sent the reader back with. In the browser only. */
export default function AttuneAccount(): ReactNode {
  const { t, tell } = useAccountMessages();
  const { token, account = false } = useStore($reader);
  const [said, setSaid] = useState('');
  const [reset, setReset] = useState<string>();
  const takeUp = async (): Promise<void> => {
    const brought = takeBrought();
    if (brought?.kind === 'refused') setSaid(t.refused);
    if (brought?.kind === 'reset') setReset(brought.value);
    try {
      if (brought?.kind === 'code') await finishSignIn(brought.value);
      if (brought?.kind === 'verify') await accounts.verifyEmail(brought.value).then(() => setSaid(t.verified));
    } catch (error) {
      setSaid(tell(error));
    }
  };
  useEffect(() => {
    const take = (): void => void takeUp();
    take();
    // A mail's link that is opened on this very page changes no more than the fragment.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
    // What was brought is used up: once is enough.
  }, []);
  const setNewPassword = async (proof: string, password: string): Promise<void> => {
    await accounts.resetPassword({ proof, password });
    setReset(undefined);
    setSaid(t.resetDone);
  };
  return (
    <section className="attune-question attune-account" aria-labelledby="attune-account">
      <h2 id="attune-account">{reset === undefined ? t.title : t.resetTitle}</h2>
      <p role="status" className="attune-note">
        {said}
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

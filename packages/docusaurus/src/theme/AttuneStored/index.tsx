import { type ReactNode, useState } from 'react';
import { accounts, downloadExport, leave } from '../../client/account.ts';
import { tellOutcome } from '../../client/account-trouble.ts';
import type { AccountMessage } from '../../strings/account.ts';
import { useAccountMessages } from '../../client/use-account-messages.ts';

interface Props {
  readonly onSaid: (said: AccountMessage | undefined) => void;
}

/** What is stored of a reader, with or without an account: to be seen, or erased. */
export default function AttuneStored({ onSaid }: Props): ReactNode {
  const t = useAccountMessages();
  const [asks, setAsks] = useState(false);
  const erase = (): void => {
    setAsks(false);
    void tellOutcome(
      leave(() => accounts.eraseReader()),
      onSaid,
      'erased',
    );
  };
  return (
    <>
      <h3>{t.storedTitle}</h3>
      <p className="attune-question__reason">{t.storedBody}</p>
      {asks ? (
        <div role="alertdialog" aria-label={t.erase} aria-describedby="attune-erase">
          <p id="attune-erase">{t.eraseSure}</p>
          <div className="attune-actions">
            <button type="button" className="attune-button" onClick={() => setAsks(false)}>
              {t.cancel}
            </button>
            <button type="button" className="attune-button attune-button--danger" onClick={erase}>
              {t.eraseNow}
            </button>
          </div>
        </div>
      ) : (
        <div className="attune-actions">
          <button type="button" className="attune-button" onClick={() => void tellOutcome(downloadExport(), onSaid)}>
            {t.export}
          </button>
          <button type="button" className="attune-button" onClick={() => setAsks(true)}>
            {t.erase}
          </button>
        </div>
      )}
    </>
  );
}

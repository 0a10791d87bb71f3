import AttuneReasons from '@theme/AttuneReasons';
import type { Edit } from '@attune/contract';
import type { ReactNode } from 'react';
import { isShowable, renderQuote } from '@attune/docusaurus/client/inline-text';
import { writtenByAuthor, writtenIn } from '@attune/docusaurus/client/language';
import type { Stamps } from '@attune/docusaurus/client/stamps';
import { useMessages } from '@attune/docusaurus/client/use-messages';

interface Props {
  readonly edit: Edit;
  readonly masks: Stamps['masks'];
}

/** Below a block that stands corrected: what the author wrote there, and why it was put right. */
export default function AttuneCorrection({ edit, masks }: Props): ReactNode {
  const { t, locale } = useMessages();
  const reason = edit.text !== undefined && isShowable([edit.text], masks) ? edit.text : undefined;
  return (
    <div role="note" className="attune-correction" {...locale}>
      <p>
        <span className="attune-kind">{t.correctedByModel}</span>
        {edit.original !== undefined && (
          <>
            {t.authorWrote} <q {...writtenByAuthor()}>{renderQuote(edit.original, masks)}</q>
          </>
        )}
      </p>
      {reason === undefined ? (
        <AttuneReasons reasons={edit.why} />
      ) : (
        <p {...(edit.language ? writtenIn(edit.language) : writtenByAuthor())}>{reason}</p>
      )}
    </div>
  );
}

import AttuneFeedback from '@theme/AttuneFeedback';
import type { Edit } from '@attune/contract';
import { type ReactNode, useState } from 'react';
import { BlockLeaves } from '../../client/block-leaves.ts';
import { renderInline, renderQuote } from '../../client/inline-text.ts';
import { directionOf, writtenByAuthor, writtenIn } from '../../client/language.ts';
import { authorsText, editedText } from '../../client/quotable-text.ts';
import type { Stamps } from '../../client/stamps.ts';
import { useDetails } from '../../client/use-details.ts';
import { useMessages } from '../../client/use-messages.ts';
import { type DiffPart, diffWords } from '../../client/word-diff.ts';

interface Props {
  readonly edit: Edit;
  readonly stamps: Stamps;
  /** The author's block. */
  readonly children: ReactNode;
}

/** The author's words of a rewritten block, to be compared with those that stand for them. Loaded when its mark is opened. */
export default function AttuneChange({ edit, stamps, children }: Props): ReactNode {
  const d = useDetails();
  const { locale } = useMessages();
  const [isCompared, setCompared] = useState(false);
  const authors = writtenByAuthor();
  // Words of two languages have nothing in common to be told apart: they stand side by side.
  const isTranslated = edit.language !== undefined && edit.language !== authors.lang;
  return (
    <div className="attune-change">
      <div className={isTranslated ? 'attune-change__beside' : undefined}>
        <div>
          <p className="attune-mark__heading" {...locale}>
            {d.authorsWords}
          </p>
          <div {...authors}>
            {isCompared ? (
              <Comparison edit={edit} stamps={stamps} />
            ) : (
              <BlockLeaves value={undefined}>{children}</BlockLeaves>
            )}
          </div>
        </div>
        {isTranslated && <Translated edit={edit} stamps={stamps} />}
      </div>
      {!isTranslated && (
        <button
          type="button"
          className="attune-link"
          aria-pressed={isCompared}
          onClick={() => setCompared(!isCompared)}
        >
          {d.compare}
        </button>
      )}
      <AttuneFeedback edit={edit} />
    </div>
  );
}

type Shown = Pick<Props, 'edit' | 'stamps'>;

function Translated({ edit, stamps }: Shown): ReactNode {
  const d = useDetails();
  const { locale } = useMessages();
  const { language = 'en', leaves = [] } = edit;
  return (
    <div>
      <p className="attune-mark__heading" {...locale}>
        {d.yours}
      </p>
      <div {...writtenIn(language)}>
        {leaves.map((leaf, index) => (
          <p key={index}>{renderInline(leaf, stamps.masks, directionOf(language))}</p>
        ))}
      </div>
    </div>
  );
}

/** Each run of prose with what was left out and what was added; a screen reader is told which is which. */
function Comparison({ edit, stamps }: Shown): ReactNode {
  const { masks, texts } = stamps;
  return texts.map((text, index) => (
    <p key={index}>
      {diffWords(authorsText(text, masks), editedText(edit.leaves?.[index] ?? [], masks)).map((part, at) => (
        <Part key={at} part={part} masks={masks} />
      ))}
    </p>
  ));
}

function Part({ part, masks }: { readonly part: DiffPart; readonly masks: Stamps['masks'] }): ReactNode {
  const d = useDetails();
  const words = renderQuote(part.text, masks);
  if (part.kind === 'same') return words;
  const Change = part.kind === 'added' ? 'ins' : 'del';
  return (
    <Change>
      <span className="attune-unseen">{` [${part.kind === 'added' ? d.added : d.removed}: `}</span>
      {words}
      <span className="attune-unseen">] </span>
    </Change>
  );
}

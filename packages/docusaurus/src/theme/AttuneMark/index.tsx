import AttunePopover from '@theme/AttunePopover';
import AttuneReasons from '@theme/AttuneReasons';
import type { Edit } from '@attune/contract';
import clsx from 'clsx';
import type { MouseEvent, ReactNode } from 'react';
import { BlockLeaves } from '../../client/block-leaves.ts';
import { writtenByAuthor, writtenIn } from '../../client/language.ts';
import { useMessages } from '../../client/use-messages.ts';
import { useTagName } from '../../client/use-tag-name.ts';

interface Props {
  readonly edit: Edit;
  readonly isUndone: boolean;
  readonly onUndo: (undone: boolean) => void;
  /** The author's block. */
  readonly children: ReactNode;
}

/** Beside a block whose words a model wrote: says so, and tells what was done, why, and how the author put it. Takes no room. */
export default function AttuneMark({ edit, isUndone, onUndo, children }: Props): ReactNode {
  const { t, locale } = useMessages();
  const tagName = useTagName(edit.tag);
  const name = edit.action === 'correct' ? t.correctedByModel : t.rewrittenByModel;
  const choose = (event: MouseEvent<HTMLElement>): void => {
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
    onUndo(!isUndone);
  };
  // It stands where the lines of the text end, which is left where they run from right to left.
  const written = edit.language && !isUndone ? writtenIn(edit.language) : {};
  return (
    <div className={clsx('attune-mark', isUndone && 'attune-mark--undone')} {...written}>
      <AttunePopover
        between
        className="attune-mark__button"
        label={<Sparkle />}
        description={isUndone ? t.undoneByYou : `${name}: ${tagName}`}
        {...locale}
      >
        {() => (
          <>
            <strong>{tagName}</strong>
            <p className="attune-mark__by">{isUndone ? t.undoneByYou : name}</p>
            <AttuneReasons reasons={edit.why} />
            {!isUndone && (
              <div className="attune-mark__original">
                <p className="attune-mark__heading">{t.authorsWords}</p>
                <div {...writtenByAuthor()}>
                  <BlockLeaves value={undefined}>{children}</BlockLeaves>
                </div>
              </div>
            )}
            <button type="button" className="attune-link" onClick={choose}>
              {isUndone ? t.showRewritten : t.showAuthors}
            </button>
          </>
        )}
      </AttunePopover>
    </div>
  );
}

/** The sign by which what a model wrote is known on the page. */
function Sparkle(): ReactNode {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" className="attune-sparkle">
      <path d="M8 0.8 9.9 6.1 15.2 8 9.9 9.9 8 15.2 6.1 9.9 0.8 8 6.1 6.1Z" />
    </svg>
  );
}

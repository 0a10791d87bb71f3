import AttunePopover from '@theme/AttunePopover';
import AttuneReasons from '@theme/AttuneReasons';
import type { Edit } from '@attune/contract';
import clsx from 'clsx';
import { lazy, type MouseEvent, type ReactNode, Suspense } from 'react';
import { writtenIn } from '../../client/language.ts';
import type { Stamps } from '../../client/stamps.ts';
import { useMessages } from '../../client/use-messages.ts';
import { useTagName } from '../../client/use-tag-name.ts';

const AttuneChange = lazy(() => import('@theme/AttuneChange'));

interface Props {
  readonly edit: Edit;
  readonly stamps: Stamps;
  readonly isUndone: boolean;
  readonly onUndo: (undone: boolean) => void;
  /** The author's block. */
  readonly children: ReactNode;
}

/** Beside a block whose words a model wrote: says so, and tells what was done, why, and how the author put it. Takes no room. */
export default function AttuneMark({ edit, stamps, isUndone, onUndo, children }: Props): ReactNode {
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
            <button type="button" className="attune-link" onClick={choose}>
              {isUndone ? t.showRewritten : t.showAuthors}
            </button>
            {!isUndone && (
              <Suspense fallback={<div className="attune-change" />}>
                <AttuneChange edit={edit} stamps={stamps}>
                  {children}
                </AttuneChange>
              </Suspense>
            )}
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

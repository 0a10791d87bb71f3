import { useStore } from '@nanostores/react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { $offered, $shared } from '../../client/address.ts';
import { goesOnAt } from '../../client/goes-on.ts';
import { refreshPage, stopAdapting } from '../../client/page.ts';
import { $page, type Page } from '../../client/page-state.ts';
import { $preview } from '../../client/preview.ts';
import { isDevelopment } from '../../client/site.ts';
import { $waitingCount, showWaiting } from '../../client/shown-edits.ts';
import { focusTab } from '../../client/view.ts';
import { useMessages } from '../../client/use-messages.ts';

const AttuneVisit = lazy(() => import('@theme/AttuneVisit'));

/** At the foot of the view, where it moves nothing: how far a model is, why it did not come to its end, what waits to be shown. */
export default function AttuneDock(): ReactNode {
  const page = useStore($page);
  const waiting = useStore($waitingCount);
  const preview = useStore($preview);
  const shared = useStore($shared);
  const offered = useStore($offered);
  const { t } = useMessages();
  // In development the preview has a bar of its own.
  const isVisit = shared !== undefined || offered !== undefined || (preview && !isDevelopment);
  const show = (): void => {
    showWaiting();
    focusTab();
  };
  const { variant, progress, trouble, isStopped } = page;
  const isUnfinished = !progress && Boolean(variant?.failure ?? isStopped ?? trouble);
  return (
    <div className="attune-dock">
      {variant && progress && (
        <div className="attune-dock__row attune-progress">
          <span>{progress.total === 0 ? t.planning : t.adapting(progress)}</span>
          <button type="button" className="attune-link" onClick={stopAdapting}>
            {t.stop}
          </button>
        </div>
      )}
      <div role="status">
        {waiting > 0 && (
          <div className="attune-dock__row attune-waiting">
            <span>{t.waiting(waiting)}</span>
            <button type="button" className="attune-link" onClick={show}>
              {t.show}
            </button>
          </div>
        )}
        {isVisit && (
          <Suspense>
            <AttuneVisit />
          </Suspense>
        )}
        {variant && isUnfinished && <Unfinished page={page} />}
        {variant && !variant.current && <Aside>{t.earlier}</Aside>}
      </div>
    </div>
  );
}

/** That not all of the chapter could be adapted, why, and what can be done. */
function Unfinished({ page }: { readonly page: Page }): ReactNode {
  const { t, language } = useMessages();
  const { variant, isStopped, trouble } = page;
  const failure = variant?.failure;
  const reason =
    failure?.code === 'quota_spent'
      ? t.quotaSpent({ time: goesOnAt(failure.retryAfter, language) })
      : failure?.code === 'budget_spent'
        ? t.budgetSpent
        : t.modelUnavailable;
  return (
    <Aside isTrouble={!isStopped}>
      {isStopped ? t.stopped : trouble ? t.interrupted : reason}{' '}
      <button type="button" className="attune-link" onClick={() => void refreshPage()}>
        {isStopped ? t.goOn : t.retry}
      </button>
    </Aside>
  );
}

interface AsideProps {
  readonly isTrouble?: boolean;
  readonly children: ReactNode;
}

/** Something to know, until it is set aside. */
function Aside({ isTrouble = false, children }: AsideProps): ReactNode {
  const { t } = useMessages();
  const [isAside, setAside] = useState(false);
  if (isAside) return null;
  return (
    <div className={isTrouble ? 'attune-dock__row attune-note--trouble' : 'attune-dock__row'}>
      <span>{children}</span>
      <button type="button" className="attune-link" onClick={() => setAside(true)}>
        {t.close}
      </button>
    </div>
  );
}

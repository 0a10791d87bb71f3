import AttuneInvitation from '@theme/AttuneInvitation';
import AttuneSummary from '@theme/AttuneSummary';
import { useStore } from '@nanostores/react';
import clsx from 'clsx';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { goesOnAt } from '../../client/goes-on.ts';
import { changeInPlace } from '../../client/keep-place.ts';
import { $page, type Page, refreshPage, stopAdapting } from '../../client/page.ts';
import { $preview } from '../../client/preview.ts';
import { $answers, $invitation, $view, type Answers, type View } from '../../client/reader.ts';
import { useMessages } from '../../client/use-messages.ts';

const VIEWS: readonly View[] = ['original', 'personalized'];
const UNKNOWN: Answers = { profile: {}, onboarding: 'open' };
const IDLE: Page = { status: 'idle' };

/** Switches the view; what is being read stays where it is. */
export const chooseView = (view: View): void => changeInPlace(() => $view.set(view));

/** The two views of a chapter, and what the chosen one says of itself. */
export default function AttuneBar(): ReactNode {
  const { t, locale } = useMessages();
  // The static page knows no reader: it is Original, and invites nobody who may have answered already.
  const view = useStore($view, { ssr: () => 'original' as const });
  const { onboarding } = useStore($answers, { ssr: () => UNKNOWN });
  const preview = useStore($preview, { ssr: () => undefined });
  const invitation = useStore($invitation, { ssr: () => 'later' as const });
  const page = useStore($page, { ssr: () => IDLE });
  const tabs = useRef<HTMLDivElement>(null);

  const isUnknown = onboarding === 'open' && !preview;
  const invites = isUnknown && (view === 'personalized' || invitation === 'open');
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const next =
      event.key === 'Home' ? 'original' : event.key === 'End' ? 'personalized' : VIEWS.find((one) => one !== view);
    chooseView(next ?? 'original');
    tabs.current?.querySelector<HTMLElement>(`#attune-tab-${next}`)?.focus();
  };

  return (
    <div className="attune-bar" {...locale}>
      <div ref={tabs} role="tablist" aria-label={t.viewLabel} className="attune-tabs" onKeyDown={onKeyDown}>
        {VIEWS.map((one) => (
          <button
            key={one}
            id={`attune-tab-${one}`}
            type="button"
            role="tab"
            aria-selected={view === one}
            aria-controls="attune-panel"
            tabIndex={view === one ? 0 : -1}
            className={clsx('attune-tab', view === one && 'attune-tab--chosen')}
            onClick={() => chooseView(one)}
          >
            {one === 'original' ? t.original : t.personalized}
          </button>
        ))}
      </div>
      {invites && <AttuneInvitation />}
      <Status page={view === 'personalized' ? page : IDLE} />
    </div>
  );
}

/** What the personalized view says of itself. It is said aloud when it changes, but for what changes with every block. */
function Status({ page }: { readonly page: Page }): ReactNode {
  const { t, language } = useMessages();
  const { status, trouble, variant, progress, retryAfter } = page;
  const made = status === 'ready' && (
    <>
      <Adapting page={page} />
      {variant && <AttuneSummary variant={variant} />}
    </>
  );
  return (
    <div className={clsx('attune-status', status !== 'idle' && 'attune-status--open')}>
      <div role="status">
        {status === 'loading' && <p className="attune-note">{t.loading}</p>}
        {status === 'trouble' && trouble && (
          <p className="attune-note attune-note--trouble">
            {trouble === 'limited' ? t.limited({ time: goesOnAt(retryAfter, language) }) : t[trouble]}{' '}
            {trouble !== 'unavailable' && trouble !== 'unmade' && (
              <button type="button" className="attune-link" onClick={() => void refreshPage()}>
                {t.retry}
              </button>
            )}
          </p>
        )}
        {!progress && made}
      </div>
      {progress && made}
    </div>
  );
}

/** How far a model is with the page, or why it did not come to its end: in view wherever one reads, until that is set aside. */
function Adapting({ page }: { readonly page: Page }): ReactNode {
  const { t, language } = useMessages();
  const [isAside, setAside] = useState(false);
  const { progress, variant, isStopped, trouble } = page;
  if (progress) {
    return (
      <div className="attune-adapting attune-adapting--afloat attune-progress">
        <span>{progress.total === 0 ? t.planning : t.adapting(progress)}</span>
        <button type="button" className="attune-link" onClick={stopAdapting}>
          {t.stop}
        </button>
      </div>
    );
  }
  const failure = variant?.failure;
  if (!failure && !isStopped && !trouble) return null;
  const reason =
    failure?.code === 'quota_spent'
      ? t.quotaSpent({ time: goesOnAt(failure.retryAfter, language) })
      : failure?.code === 'budget_spent'
        ? t.budgetSpent
        : t.modelUnavailable;
  const isTrouble = !isStopped && 'attune-note--trouble';
  return (
    <div className={clsx('attune-adapting', !isAside && 'attune-adapting--afloat', isTrouble)}>
      <span>{isStopped ? t.stopped : trouble ? t.interrupted : reason}</span>
      <button type="button" className="attune-link" onClick={() => void refreshPage()}>
        {isStopped ? t.goOn : t.retry}
      </button>
      {!isAside && (
        <button type="button" className="attune-link" onClick={() => changeInPlace(() => setAside(true))}>
          {t.close}
        </button>
      )}
    </div>
  );
}

import AttuneInvitation from '@theme/AttuneInvitation';
import AttuneSummary from '@theme/AttuneSummary';
import { useStore } from '@nanostores/react';
import clsx from 'clsx';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { changeInPlace } from '../../client/keep-place.ts';
import { $page, type Page, refreshPage } from '../../client/page.ts';
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
      <div role="status" className="attune-status">
        {view === 'personalized' && page.status === 'loading' && <p className="attune-note">{t.loading}</p>}
        {view === 'personalized' && page.status === 'trouble' && page.trouble && (
          <p className="attune-note attune-note--trouble">
            {t[page.trouble]}{' '}
            {page.trouble !== 'unavailable' && (
              <button type="button" className="attune-link" onClick={() => void refreshPage()}>
                {t.retry}
              </button>
            )}
          </p>
        )}
        {view === 'personalized' && page.status === 'ready' && page.variant && <AttuneSummary variant={page.variant} />}
      </div>
    </div>
  );
}

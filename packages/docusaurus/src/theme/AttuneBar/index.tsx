import AttuneDock from '@theme/AttuneDock';
import AttuneInvitation from '@theme/AttuneInvitation';
import AttuneSummary from '@theme/AttuneSummary';
import useIsBrowser from '@docusaurus/useIsBrowser';
import { useStore } from '@nanostores/react';
import clsx from 'clsx';
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import { $shared } from '../../client/address.ts';
import { goesOnAt } from '../../client/goes-on.ts';
import { changeInPlace } from '../../client/keep-place.ts';
import { refreshPage } from '../../client/page.ts';
import { $page, type Page } from '../../client/page-state.ts';
import { $preview } from '../../client/preview.ts';
import { $answers, $invitation, type Answers, type View, VIEWS } from '../../client/reader.ts';
import { useMessages } from '../../client/use-messages.ts';
import { $shownView, chooseView } from '../../client/view.ts';

const AttuneDetails = lazy(() => import('@theme/AttuneDetails'));

const UNKNOWN: Answers = { profile: {}, onboarding: 'open' };
const IDLE: Page = { status: 'idle' };

/** The two views of a chapter, and what the chosen one says of itself. */
export default function AttuneBar(): ReactNode {
  const { t, locale } = useMessages();
  // The static page knows no reader: it is Original, and invites nobody who may have answered already.
  const isBrowser = useIsBrowser();
  const view = useStore($shownView, { ssr: () => 'original' as const });
  const { onboarding } = useStore($answers, { ssr: () => UNKNOWN });
  const preview = useStore($preview, { ssr: () => undefined });
  const invitation = useStore($invitation, { ssr: () => 'later' as const });
  const shared = useStore($shared, { ssr: () => undefined });
  const page = useStore($page, { ssr: () => IDLE });
  const [isOpen, setOpen] = useState(false);

  const isUnknown = onboarding === 'open' && !preview && shared === undefined;
  const invites = isUnknown && (view === 'personalized' || invitation === 'open');
  const hasDetails = view === 'personalized' && page.status === 'ready' && page.variant;
  return (
    <div className="attune-bar" {...locale} data-live={isBrowser || undefined}>
      <div className="attune-bar__row">
        <Tabs view={view} />
        {hasDetails && (
          <button
            type="button"
            className="attune-link attune-bar__more"
            aria-expanded={isOpen}
            aria-controls="attune-details"
            onClick={() => changeInPlace(() => setOpen(!isOpen))}
          >
            {t.details}
          </button>
        )}
      </div>
      {invites ? <AttuneInvitation /> : <Status page={view === 'personalized' ? page : IDLE} isOpen={isOpen} />}
      <div id="attune-details" className="attune-details" hidden={!hasDetails || !isOpen}>
        {hasDetails && isOpen && (
          <Suspense>
            <AttuneDetails variant={hasDetails} />
          </Suspense>
        )}
      </div>
      {isBrowser && <AttuneDock />}
    </div>
  );
}

function Tabs({ view }: { readonly view: View }): ReactNode {
  const { t } = useMessages();
  const tabs = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const next =
      event.key === 'Home' ? 'original' : event.key === 'End' ? 'personalized' : VIEWS.find((one) => one !== view);
    chooseView(next ?? 'original');
    tabs.current?.querySelector<HTMLElement>(`#attune-tab-${next}`)?.focus();
  };
  return (
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
  );
}

interface StatusProps {
  readonly page: Page;
  /** All of it is shown, with the details below. */
  readonly isOpen: boolean;
}

/** What the chosen view says of itself. It has the same height whatever it says, unless it is opened: the text below stays where it is. */
function Status({ page, isOpen }: StatusProps): ReactNode {
  const { t, language } = useMessages();
  const { status, trouble, variant, progress, retryAfter } = page;
  const summary = status === 'ready' && variant && <AttuneSummary variant={variant} />;
  return (
    <div className={clsx('attune-status', isOpen && summary && 'attune-status--open')}>
      {/* Said aloud when it changes, but for what changes with every block. */}
      <div role="status">
        {status === 'idle' && <p className="attune-note">{t.authorsPage}</p>}
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
        {!progress && summary}
      </div>
      {progress && summary}
    </div>
  );
}

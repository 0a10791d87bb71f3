import clsx from 'clsx';
import Layout from '@theme/Layout';
import AttuneQuestion from '@theme/AttuneQuestion';
import BrowserOnly from '@docusaurus/BrowserOnly';
import { useHistory, useLocation } from '@docusaurus/router';
import { useStore } from '@nanostores/react';
import type { Facet, Profile } from '@attune/contract';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { localized } from '../../client/language.ts';
import { $answers, $draft, $view, NO_DRAFT, saveAnswers } from '../../client/reader.ts';
import { baseUrl } from '../../client/site.ts';
import { useAskedFacets } from '../../client/use-facets.ts';
import { useMessages } from '../../client/use-messages.ts';

/** The questionnaire: a question a screen, each may be skipped, left and taken up again; leads back to where the reader was. */
export default function AttuneWelcome(): ReactNode {
  const { t } = useMessages();
  return (
    <Layout title={t.welcomeTitle} noFooter>
      <main className="container attune-form">
        <BrowserOnly>{() => <Questionnaire />}</BrowserOnly>
      </main>
    </Layout>
  );
}

/** A page of this site to go back to; anything else is none of ours. */
function returnPath(search: string): string {
  const path = new URLSearchParams(search).get('return') ?? baseUrl;
  try {
    const url = new URL(path, location.origin);
    const own = url.pathname + url.search + url.hash;
    return url.origin === location.origin && own.startsWith(baseUrl) ? own : baseUrl;
  } catch {
    return baseUrl;
  }
}

function Questionnaire(): ReactNode {
  const { t, locale } = useMessages();
  const facets = useAskedFacets();
  const draft = useStore($draft);
  const { search } = useLocation();
  const history = useHistory();
  const [saving, setSaving] = useState<'no' | 'saving' | 'failed'>('no');
  const heading = useRef<HTMLHeadingElement>(null);
  const step = Math.max(0, Math.min(draft.step, facets.length));
  const facet = facets[step];
  useEffect(() => heading.current?.focus(), [step, facets.length]);
  if (facets.length === 0) return null;

  const go = (to: number): void => $draft.set({ ...$draft.get(), step: to });
  const leave = async (profile: Profile, onboarding: 'skipped' | 'done'): Promise<void> => {
    setSaving('saving');
    try {
      await saveAnswers(profile, onboarding);
    } catch {
      return setSaving('failed');
    }
    $view.set('personalized');
    history.push(returnPath(search));
    // Only now: until the service has them, they can be sent again.
    $draft.set(NO_DRAFT);
  };
  const finish = (): Promise<void> => leave(draft.profile, 'done');
  const skipAll = (): Promise<void> => leave($answers.get().profile, 'skipped');
  const isAnswered = facet !== undefined && draft.profile[facet.id] !== undefined;

  return (
    <div className="attune-wizard" {...locale}>
      <h1 ref={heading} tabIndex={-1}>
        {facet ? t.welcomeTitle : t.reviewTitle}
      </h1>
      <progress max={facets.length} value={step} aria-label={t.progress({ step: step + 1, total: facets.length })} />
      {facet ? (
        <>
          <p className="attune-wizard__progress">{t.progress({ step: step + 1, total: facets.length })}</p>
          <AttuneQuestion
            facet={facet}
            answer={draft.profile[facet.id]}
            onAnswer={(answer) => $draft.set({ step, profile: { ...draft.profile, [facet.id]: answer } })}
          />
        </>
      ) : (
        <Review facets={facets} profile={draft.profile} onEdit={go} />
      )}
      {saving === 'failed' && (
        <p className="attune-note attune-note--trouble" role="alert">
          {t.saveFailed}
        </p>
      )}
      <div className="attune-actions">
        {step > 0 && (
          <button type="button" className="attune-button" onClick={() => go(step - 1)}>
            {t.back}
          </button>
        )}
        {facet ? (
          <button
            type="button"
            className={clsx('attune-button', isAnswered && 'attune-button--primary')}
            onClick={() => go(step + 1)}
          >
            {isAnswered ? t.next : t.skipQuestion}
          </button>
        ) : (
          <button
            type="button"
            className="attune-button attune-button--primary"
            disabled={saving === 'saving'}
            onClick={() => void finish()}
          >
            {saving === 'saving' ? t.saving : t.finish}
          </button>
        )}
        {facet && (
          <button type="button" className="attune-link" onClick={() => void skipAll()}>
            {t.skipAll}
          </button>
        )}
      </div>
    </div>
  );
}

interface ReviewProps {
  readonly facets: readonly Facet[];
  readonly profile: Profile;
  readonly onEdit: (step: number) => void;
}

function Review({ facets, profile, onEdit }: ReviewProps): ReactNode {
  const { t, language } = useMessages();
  const labels = (facet: Facet, answer: Profile[string]): string =>
    facet.options
      .filter((option) => [answer].flat().includes(option.value))
      .map((option) => localized(option.label, language))
      .join(', ');
  return (
    <>
      <p>{t.reviewBody}</p>
      <dl className="attune-review">
        {facets.map((facet, index) => {
          const answer = profile[facet.id];
          return (
            <div key={facet.id}>
              <dt>{localized(facet.label, language)}</dt>
              <dd>
                {answer === undefined
                  ? `${t.notAnswered} (${t.usually({ value: labels(facet, facet.default) })})`
                  : labels(facet, answer)}{' '}
                <button
                  type="button"
                  className="attune-link"
                  aria-label={`${t.changeAnswer}: ${localized(facet.label, language)}`}
                  onClick={() => onEdit(index)}
                >
                  {t.change}
                </button>
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}

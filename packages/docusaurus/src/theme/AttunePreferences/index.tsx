import AttuneAccount from '@theme/AttuneAccount';
import Layout from '@theme/Layout';
import AttuneQuestion from '@theme/AttuneQuestion';
import BrowserOnly from '@docusaurus/BrowserOnly';
import Link from '@docusaurus/Link';
import { useStore } from '@nanostores/react';
import type { Profile } from '@attune/contract';
import { type ReactNode, useState } from 'react';
import { $answers, $departures, $reader, $view, asReader, client, saveAnswers } from '../../client/reader.ts';
import { baseUrl, isDevelopment, isPrivate } from '../../client/site.ts';
import { useAskedFacets } from '../../client/use-facets.ts';
import { useMessages } from '../../client/use-messages.ts';

/** All answers on one page, to be changed at any time (R-06, U-03). */
export default function AttunePreferences(): ReactNode {
  const { t } = useMessages();
  return (
    <Layout title={t.preferencesTitle}>
      <main className="container attune-form">
        <BrowserOnly>{() => <Preferences />}</BrowserOnly>
      </main>
    </Layout>
  );
}

type Progress = 'idle' | 'saving' | 'saved' | 'failed';

function Preferences(): ReactNode {
  const { t, locale } = useMessages();
  const { id = '', account = false } = useStore($reader);
  const departures = useStore($departures);
  return (
    <div className="attune-wizard" {...locale}>
      <h1>{t.preferencesTitle}</h1>
      <p>{t.preferencesBody}</p>
      {/* Who signs in or out is another reader, with other answers. */}
      <Questions key={`${account ? id : ''} ${departures}`} />
      {!isPrivate && <ClearCache />}
      {!isPrivate && !isDevelopment && <AttuneAccount />}
    </div>
  );
}

function Questions(): ReactNode {
  const { t } = useMessages();
  const facets = useAskedFacets();
  const answers = useStore($answers);
  const [profile, setProfile] = useState<Profile>(answers.profile);
  const [progress, setProgress] = useState<Progress>('idle');
  const change = (facet: string, answer: string | string[]): void => {
    setProgress('idle');
    // Nothing ticked is no answer.
    const rest = Object.fromEntries(Object.entries(profile).filter(([id]) => id !== facet));
    setProfile(answer.length === 0 ? rest : { ...rest, [facet]: answer });
  };
  const save = async (): Promise<void> => {
    setProgress('saving');
    try {
      await saveAnswers(profile, 'done');
      $view.set('personalized');
      setProgress('saved');
    } catch {
      setProgress('failed');
    }
  };
  return (
    <>
      {facets.map((facet) => (
        <AttuneQuestion
          key={facet.id}
          facet={facet}
          answer={profile[facet.id] ?? facet.default}
          onAnswer={(answer) => change(facet.id, answer)}
        />
      ))}
      <div className="attune-actions">
        <button
          type="button"
          className="attune-button attune-button--primary"
          disabled={progress === 'saving'}
          onClick={() => void save()}
        >
          {progress === 'saving' ? t.saving : t.save}
        </button>
        <Link to={baseUrl}>{t.backToBook}</Link>
      </div>
      <p role="status" className={progress === 'failed' ? 'attune-note attune-note--trouble' : 'attune-note'}>
        {progress === 'saved' && t.saved}
        {progress === 'failed' && t.saveFailed}
      </p>
    </>
  );
}

function ClearCache(): ReactNode {
  const { t } = useMessages();
  const [cleared, setCleared] = useState<number | 'failed'>();
  const clear = (): Promise<void> =>
    asReader(() => client.clearCache())
      .then((answer) => setCleared(answer.cleared))
      .catch(() => setCleared('failed'));
  return (
    <section className="attune-question">
      <h2>{t.clearTitle}</h2>
      <p className="attune-question__reason">{t.clearBody}</p>
      <button type="button" className="attune-button" onClick={() => void clear()}>
        {t.clear}
      </button>
      <p role="status" className="attune-note">
        {cleared === 'failed' ? t.unreachable : cleared !== undefined && t.cleared(cleared)}
      </p>
    </section>
  );
}

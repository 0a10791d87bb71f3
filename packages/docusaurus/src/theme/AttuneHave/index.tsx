import type { Readers } from '@attune/contract';
import { useStore } from '@nanostores/react';
import type { ReactNode } from 'react';
import { $facets, localized } from '@attune/docusaurus/client/language';
import { $answers, $view, type Answers, saveAnswers } from '@attune/docusaurus/client/reader';
import { useMessages } from '@attune/docusaurus/client/use-messages';

const UNKNOWN: Answers = { profile: {}, onboarding: 'open' };

/** Beside what a step needs: "I have this: A Jetson kit", for whom has not said so. The answer is kept and the page follows. */
export default function AttuneHave({ needs }: { readonly needs: string }): ReactNode {
  const { t, language, locale } = useMessages();
  const facets = useStore($facets, { ssr: 'initial' });
  const { profile, onboarding } = useStore($answers, { ssr: () => UNKNOWN });
  // The static page knows no reader, and whoever has not been asked yet is asked all at once.
  if (onboarding === 'open') return null;
  const say = (facet: string, value: string): void => {
    const multiple = facets.find(({ id }) => id === facet)?.multiple;
    const answer = multiple ? [...[profile[facet] ?? []].flat(), value] : value;
    // Whether the service took it shows at the next step, which asks it for the page.
    void saveAnswers({ ...profile, [facet]: answer }, onboarding).catch(() => undefined);
    $view.set('personalized');
  };
  return Object.entries(JSON.parse(needs) as Readers).flatMap(([id, values]) => {
    const facet = facets.find((candidate) => candidate.id === id);
    const given = [profile[id] ?? facet?.default ?? []].flat();
    if (!facet || values.some((value) => given.includes(value))) return [];
    return facet.options
      .filter(({ value }) => values.includes(value))
      .map(({ value, label }) => (
        <button
          key={value}
          type="button"
          className="attune-link attune-have"
          {...locale}
          onClick={() => say(id, value)}
        >
          {t.iHave({ answer: localized(label, language) })}
        </button>
      ));
  });
}

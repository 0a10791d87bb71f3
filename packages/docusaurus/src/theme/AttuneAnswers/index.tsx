import AttuneQuestion from '@theme/AttuneQuestion';
import { useStore } from '@nanostores/react';
import type { Facet, Profile } from '@attune/contract';
import { type ReactNode, useId, useState } from 'react';
import { leaveShared } from '../../client/address.ts';
import { localized } from '../../client/language.ts';
import { $preview } from '../../client/preview.ts';
import { $answers, saveAnswers } from '../../client/reader.ts';
import { useDetails } from '../../client/use-details.ts';
import { useFacets } from '../../client/use-facets.ts';
import { useMessages } from '../../client/use-messages.ts';

interface Props {
  /** `change`: the answers are kept. `try`: they hold for this visit, and nobody is told. */
  readonly mode: 'change' | 'try';
  /** Ids of the facets that matter to the chapter. */
  readonly matters: readonly string[];
}

/** The reader's answers beside the page, which follows each of them. */
export default function AttuneAnswers({ mode, matters }: Props): ReactNode {
  const d = useDetails();
  const facets = useFacets();
  const answers = useStore($answers);
  const preview = useStore($preview);
  const [hasFailed, setFailed] = useState(false);
  const isTry = mode === 'try';
  const profile = (isTry ? preview : undefined) ?? answers.profile;
  const answer = (facet: string, value: string | string[]): void => {
    const next: Profile = { ...profile, [facet]: value };
    leaveShared();
    if (isTry) return $preview.set(next);
    $preview.set(undefined);
    setFailed(false);
    void saveAnswers(next, 'done').catch(() => setFailed(true));
  };
  return (
    <section className="attune-answers" aria-label={isTry ? d.tryTitle : d.changeTitle}>
      <p className="attune-answers__title">{isTry ? d.tryTitle : d.changeTitle}</p>
      <p className="attune-question__reason">{isTry ? d.tryBody : d.changeBody}</p>
      <div className="attune-answers__facets">
        {facets
          .filter(({ id }) => isTry || matters.includes(id))
          .map((facet) => (
            <Answer key={facet.id} facet={facet} profile={profile} onAnswer={(value) => answer(facet.id, value)} />
          ))}
      </div>
      <p role="status" className="attune-note attune-note--trouble">
        {hasFailed && d.keepFailed}
      </p>
    </section>
  );
}

interface AnswerProps {
  readonly facet: Facet;
  readonly profile: Profile;
  readonly onAnswer: (value: string | string[]) => void;
}

function Answer({ facet, profile, onAnswer }: AnswerProps): ReactNode {
  const { language } = useMessages();
  const id = useId();
  if (facet.multiple)
    return <AttuneQuestion facet={facet} answer={profile[facet.id] ?? facet.default} onAnswer={onAnswer} />;
  return (
    <div className="attune-answers__facet">
      <label htmlFor={id}>{localized(facet.label, language)}</label>
      <select
        id={id}
        value={[profile[facet.id] ?? facet.default].flat()[0]}
        onChange={(event) => onAnswer(event.target.value)}
      >
        {facet.options.map((option) => (
          <option key={option.value} value={option.value}>
            {localized(option.label, language)}
          </option>
        ))}
      </select>
    </div>
  );
}

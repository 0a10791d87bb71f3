import type { Facet, Profile } from '@attune/contract';
import type { ReactNode } from 'react';
import { localized } from '@attune/docusaurus/client/language';
import { useMessages } from '@attune/docusaurus/client/use-messages';

interface Props {
  readonly facet: Facet;
  readonly answer: Profile[string] | undefined;
  readonly onAnswer: (answer: string | string[]) => void;
}

/** One question with its options and why it is asked. */
export default function AttuneQuestion({ facet, answer, onAnswer }: Props): ReactNode {
  const { t, language } = useMessages();
  const given = answer === undefined ? [] : [answer].flat();
  const toggle = (value: string): void => {
    if (!facet.multiple) return onAnswer(value);
    onAnswer(given.includes(value) ? given.filter((other) => other !== value) : [...given, value]);
  };
  return (
    <fieldset className="attune-question" aria-describedby={`attune-reason-${facet.id}`}>
      <legend>{localized(facet.question, language)}</legend>
      <p id={`attune-reason-${facet.id}`} className="attune-question__reason">
        {localized(facet.reason, language)} {facet.multiple && t.severalAllowed}
      </p>
      {facet.options.map((option) => (
        <label key={option.value} className="attune-option">
          <input
            type={facet.multiple ? 'checkbox' : 'radio'}
            name={facet.id}
            value={option.value}
            checked={given.includes(option.value)}
            onChange={() => toggle(option.value)}
          />
          <span>{localized(option.label, language)}</span>
        </label>
      ))}
    </fieldset>
  );
}

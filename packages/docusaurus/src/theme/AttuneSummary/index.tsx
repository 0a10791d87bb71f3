import Link from '@docusaurus/Link';
import { useStore } from '@nanostores/react';
import type { Edit } from '@attune/contract';
import type { PersonalizedChapter } from '@attune/contract/routes';
import type { ReactNode } from 'react';
import { $facets, localized } from '../../client/language.ts';
import { baseUrl } from '../../client/site.ts';
import { useMessages } from '../../client/use-messages.ts';

/** What was done to this chapter and for whom; which steps the reader cannot run, and what replaces them. */
export default function AttuneSummary({ variant }: { readonly variant: PersonalizedChapter }): ReactNode {
  const { t, language } = useMessages();
  const facets = useStore($facets);
  const { edits, projection, current } = variant;
  const number = (isCounted: (edit: Edit) => boolean): number => edits.filter(isCounted).length;
  const counts = [
    [number((edit) => edit.action === 'rewrite'), t.rewritten],
    [number((edit) => edit.action === 'correct'), t.corrected],
    [number((edit) => edit.action === 'insert' && edit.kind !== 'primer'), t.notes],
    [number((edit) => edit.action === 'gloss'), t.terms],
    [number((edit) => edit.kind === 'primer'), t.primers],
    [number((edit) => edit.kind === 'condition'), t.passages],
    [number((edit) => edit.kind === 'substitute'), t.steps],
    [number((edit) => edit.action === 'fold'), t.folded],
  ] as const;
  const done = counts.filter(([count]) => count > 0).map(([count, text]) => text(count));
  const reader = facets.flatMap((facet) => {
    const answer = [projection[facet.id] ?? []].flat();
    const labels = facet.options
      .filter((option) => answer.includes(option.value))
      .map((option) => localized(option.label, language));
    return labels.length === 0 ? [] : [`${localized(facet.label, language)}: ${labels.join(', ')}`];
  });
  return (
    <>
      {!current && <p className="attune-note">{t.earlier}</p>}
      <p className="attune-note">
        {done.length > 0 ? done.join(' · ') : t.nothingChanged}
        <span className="attune-reader">
          {reader.length > 0 && `${t.forReader} ${reader.join(' · ')}. `}
          <Link to={`${baseUrl}attune/preferences`}>{t.change}</Link>
        </span>
      </p>
      <Makers makers={variant.makers} />
      <Replacements edits={edits} />
    </>
  );
}

/** That a model wrote some of it, which one, and whether it was asked for this reader or beforehand. */
function Makers({ makers }: Pick<PersonalizedChapter, 'makers'>): ReactNode {
  const { t } = useMessages();
  if (makers.length === 0) return null;
  const models = [...new Set(makers.map(({ model }) => model))].join(', ');
  return (
    <p className="attune-note attune-makers">
      {t.byModel({ models })} {makers.every(({ prepared }) => prepared) && t.prepared}
    </p>
  );
}

function Replacements({ edits }: { readonly edits: readonly Edit[] }): ReactNode {
  const { t } = useMessages();
  const substitutes = edits.filter((edit) => edit.kind === 'substitute');
  if (substitutes.length === 0) return null;
  return (
    <div className="attune-replacements">
      <p>{t.stepsYouCannotRun}:</p>
      <ul>
        {substitutes.map((edit) => {
          const step = edits.find((other) => other.action === 'hide' && other.block === edit.replaces)?.label ?? '';
          return (
            <li key={edit.block}>
              <a href={`#attune-${edit.block}`}>{t.insteadOf({ step, substitute: edit.label ?? '' })}</a>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

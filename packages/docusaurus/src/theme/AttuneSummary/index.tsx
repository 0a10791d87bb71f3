import { useStore } from '@nanostores/react';
import type { PersonalizedChapter } from '@attune/contract/routes';
import type { ReactNode } from 'react';
import { countsOf } from '../../client/counts.ts';
import { $facets, labelled } from '../../client/language.ts';
import { useMessages } from '../../client/use-messages.ts';

/** What was done to this chapter and for whom, in the lines that are kept free for it; all of it is in the details. */
export default function AttuneSummary({ variant }: { readonly variant: PersonalizedChapter }): ReactNode {
  const { t, language } = useMessages();
  const facets = useStore($facets);
  const done = countsOf(variant.edits, t);
  const reader = labelled(variant.projection, facets, language);
  return (
    <p className="attune-note attune-summary">
      <span className="attune-done">{done.length > 0 ? done.join(' · ') : t.nothingChanged}</span>{' '}
      <span className="attune-reader">{reader.length > 0 && `${t.forReader} ${reader.join(' · ')}`}</span>
    </p>
  );
}

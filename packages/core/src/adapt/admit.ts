import type { Adaptation, Bundle } from '@attune/contract';
import { blockById } from '../checks/block-by-id.ts';
import type { Book, Chapter } from '../types.ts';
import { certificate, judge } from './judge.ts';

/** What of a bundle may be kept, and what was left out. */
export interface Admitted extends Pick<Bundle, 'plans' | 'adaptations' | 'reviews' | 'flags'> {
  /** Edits that today's checks refuse: they are kept as refused, and shown to nobody. */
  readonly refused: number;
  /** Adaptations of chapters or blocks that the book has no more. */
  readonly outdated: number;
}

/**
 * Takes what was made elsewhere through the same checks as a model's answer: a file may be old, or not what it says it is. Chapters that
 * the book does not have are left out.
 */
export function admit(bundle: Bundle, chapters: ReadonlyMap<string, Chapter>, book: Book): Admitted {
  const isKnown = ({ chapter }: { chapter: string }): boolean => chapters.has(chapter);
  const adaptations = bundle.adaptations.flatMap((adaptation): Adaptation[] => {
    const chapter = chapters.get(adaptation.chapter);
    return chapter && blockById(chapter, adaptation.block) ? [judged(adaptation, chapter, book)] : [];
  });
  const edits = (of: readonly Adaptation[]): number => of.reduce((sum, one) => sum + one.edits.length, 0);
  const kept = new Set(adaptations.map(({ key }) => key));
  const current = bundle.adaptations.filter(({ key }) => kept.has(key));
  return {
    plans: bundle.plans.filter(isKnown),
    adaptations,
    reviews: bundle.reviews.filter(isKnown),
    flags: bundle.flags.filter(isKnown),
    refused: edits(current) - edits(adaptations),
    outdated: bundle.adaptations.length - adaptations.length,
  };
}

function judged(adaptation: Adaptation, chapter: Chapter, book: Book): Adaptation {
  const all = adaptation.edits.map((edit) =>
    edit.block === adaptation.block
      ? judge(edit, { chapter, book })
      : { edit, refused: { edit, findings: [{ check: 'known-block', message: 'it is for another block' }] } },
  );
  const refused = all.flatMap((one) => (one.refused ? [one.refused] : []));
  return {
    ...adaptation,
    certificate,
    edits: all.flatMap((one) => (one.refused ? [] : [one.edit])),
    // Whoever has a model may ask it again.
    ...(refused.length > 0 ? { state: 'open', refused: [...adaptation.refused, ...refused] } : {}),
  };
}

import { canonicalJson, type Edit } from '@attune/contract';
import { isModels } from './printed-page.ts';
import type { EvaluatedPage, Sensitivity, Violation } from './types.ts';

interface Adapted {
  readonly chapter: string;
  readonly block: string;
  readonly reader: string;
  /** What of the reader matters to the block, language included. */
  readonly answers: Readonly<Record<string, string>>;
  readonly edits: string;
}

const LANGUAGE = 'language';

/**
 * How edits follow the facets, from pages of one chapter revision for several readers: the same block for readers in whom nothing that
 * matters to it differs must have the same edits; where one facet alone differs, it is counted how often the edits do.
 */
export function sensitivityOf(pages: readonly EvaluatedPage[]): { facets: Sensitivity[]; violations: Violation[] } {
  const groups = Map.groupBy(pages.flatMap(adaptedOn), ({ chapter, block }) => `${chapter} ${block}`);
  const counts = new Map<string, { pairs: number; differing: number }>();
  const violations: Violation[] = [];
  for (const [one, other] of [...groups.values()].flatMap(pairsOf)) {
    const differing = facetsApart(one, other);
    const isOther = one.edits !== other.edits;
    if (differing.length === 0 && isOther) violations.push(unequal(one, other));
    const [facet] = differing;
    if (facet === undefined || differing.length > 1) continue;
    const count = counts.get(facet) ?? { pairs: 0, differing: 0 };
    counts.set(facet, { pairs: count.pairs + 1, differing: count.differing + Number(isOther) });
  }
  const facets = [...counts].map(([facet, count]) => ({ facet, ...count }));
  return { facets: facets.sort((a, b) => (a.facet < b.facet ? -1 : 1)), violations };
}

function adaptedOn({ chapter, reader, variant, adaptations }: EvaluatedPage): Adapted[] {
  const byBlock = Map.groupBy(variant.edits.filter(isModels), ({ block }) => block);
  return adaptations.map(({ block, projection, language }) => ({
    chapter: `${chapter.id} ${chapter.revision}`,
    block,
    reader,
    answers: Object.fromEntries([
      ...Object.entries(projection).map(([facet, answer]) => [facet, canonicalJson(answer)] as const),
      [LANGUAGE, language ?? ''] as const,
    ]),
    edits: canonicalJson((byBlock.get(block) ?? []).map(withoutReasons)),
  }));
}

/** Why an edit was made may be said of another answer of the reader's. */
const withoutReasons = (edit: Edit): Edit => ({ ...edit, why: [] });

const pairsOf = <T>(all: readonly T[]): [T, T][] =>
  all.flatMap((one, index) => all.slice(index + 1).map((other): [T, T] => [one, other]));

function facetsApart(one: Adapted, other: Adapted): string[] {
  const facets = new Set([...Object.keys(one.answers), ...Object.keys(other.answers)]);
  return [...facets].filter((facet) => one.answers[facet] !== other.answers[facet]);
}

function unequal(one: Adapted, other: Adapted): Violation {
  const message = `nothing that matters to it differs between "${one.reader}" and "${other.reader}", but its edits do`;
  return {
    rule: 'sensitivity',
    chapter: one.chapter.split(' ')[0] ?? '',
    reader: other.reader,
    block: one.block,
    message,
  };
}

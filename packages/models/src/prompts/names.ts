import { allBlocks, type Block, type Chapter } from '@attune/core';

/** Short names of a chapter's blocks, as a model is told them: `b1`, `b2` … in reading order. */
export interface Names {
  readonly nameOf: (id: string) => string | undefined;
  readonly idOf: (name: string) => string | undefined;
}

/** Kinds that say nothing to a reader (an expression is mostly a comment), or stand elsewhere on the page. */
const LEFT_OUT = new Set<Block['kind']>(['frontMatter', 'esm', 'comment', 'expression', 'definition', 'break']);

/** What a model is shown as a block of its own. Containers and author's marks are lines without a name: only what they hold is edited. */
export const isNamed = ({ kind, children, mark }: Block): boolean =>
  !LEFT_OUT.has(kind) && children.length === 0 && mark === undefined;

const known = new WeakMap<Chapter, Names>();

export function namesOf(chapter: Chapter): Names {
  const cached = known.get(chapter);
  if (cached) return cached;
  const ids = allBlocks(chapter.blocks)
    .filter(isNamed)
    .map(({ id }) => id);
  const byId = new Map(ids.map((id, index) => [id, `b${index + 1}`]));
  const byName = new Map(ids.map((id, index) => [`b${index + 1}`, id]));
  const names: Names = { nameOf: (id) => byId.get(id), idOf: (name) => byName.get(name) };
  known.set(chapter, names);
  return names;
}

/** Names of blocks in reading order, runs of neighbours as `b3-b7`: short, however long a chapter is. */
export function namesIn(chapter: Chapter, ids: Iterable<string>): string {
  const { nameOf } = namesOf(chapter);
  const numbers = [...ids].flatMap((id) => nameOf(id)?.slice(1) ?? []).map(Number);
  const runs: [number, number][] = [];
  for (const number of numbers.sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && number <= last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `b${from}` : `b${from}-b${to}`)).join(', ');
}

import {
  type Adaptation,
  type Bundle,
  canonicalJson,
  type Facet,
  type PlanEntry,
  WHOLE_CHAPTER,
} from '@attune/contract';
import { allBlocks, type Block, type Book, type Chapter, maskLeaf } from '@attune/core';
import { type BlockClass, classOf, kindOf } from './kinds.ts';
import { SimulateError } from './simulate-error.ts';
import { tokensOf } from './tokens.ts';
import { wovenTokens } from './woven-tokens.ts';

/** An adaptation that a model really made, by its lengths. */
export interface Sample {
  readonly rewrites: boolean;
  readonly inserts: readonly { readonly kind: string; readonly tokens: number }[];
  readonly tag: string;
  /** It was asked for once more because the checks refused some of it. */
  readonly repaired: boolean;
  /** What the second look said of it, where it did. */
  readonly remark?: string;
}

/** Adaptations of one class. */
export interface Answers {
  readonly samples: readonly Sample[];
  /** Tokens of a rewrite to those of its source, over all of them. */
  readonly ratio: number;
  /** Tokens that a model writes for a rewrite to those of its source: less than the rewrite has where it only says what is changed. */
  readonly written: number;
}

/** Lines of plans for one class. */
export interface Planned {
  /** Blocks that a plan names, of those that it looked at. */
  readonly share: number;
  readonly entries: readonly PlanEntry[];
}

/** How a model answered for the readers that a bundle was made for. */
export interface Measured {
  readonly about: {
    readonly plans: number;
    readonly adaptations: number;
    readonly reviews: number;
    /** BCP-47 tags of those other than the book's own. */
    readonly languages: readonly string[];
  };
  planned(kind: string, block: BlockClass): Planned;
  answers(kind: string, language: string | undefined, planned: boolean, block: BlockClass): Answers;
  /** Tokens of the adapted prose to those of its source. */
  growth(kind: string, language: string | undefined): number;
  /** Running examples, of kinds that are given one. */
  threads(kind: string): readonly string[];
  /** What the checks said of edits they refused. */
  readonly findings: readonly string[];
}

interface Opened {
  readonly book: Pick<Book, 'facets'>;
  readonly chapters: ReadonlyMap<string, Chapter>;
}

/** Rows of plans and adaptations, each with the block it is of; rows of blocks that have changed since are left out. */
interface Row<Value> {
  readonly value: Value;
  readonly kind: string;
  readonly block: BlockClass;
  readonly source: number;
  /** Of the source's prose, as a model is shown it. */
  readonly texts: readonly string[];
}

/** Measures a bundle on the book that it was made for. Throws SimulateError where it has nothing of that book. */
export function measureBundle(bundle: Pick<Bundle, 'plans' | 'adaptations' | 'reviews'>, opened: Opened): Measured {
  const { facets } = opened.book;
  const blockOf = blocksOf(opened.chapters);
  const rowOf = <Value extends { chapter: string; block: string; projection: Adaptation['projection'] }>(
    value: Value,
  ): Row<Value>[] => {
    const found = blockOf(value.chapter, value.block);
    if (!found) return [];
    const [chapter, block] = found;
    const kind = kindOf(value.projection, facets);
    const source = tokensOf(chapter.source.slice(block.start, block.end));
    const texts = block.leaves.map((leaf) => maskLeaf(chapter.source, leaf).text);
    return [{ value, kind, block: classOf(chapter, block), source, texts }];
  };
  const plans = bundle.plans.filter(({ block }) => block !== WHOLE_CHAPTER).flatMap(rowOf);
  const adaptations = bundle.adaptations.flatMap(rowOf);
  if (plans.every(({ value }) => value.entry === null) || adaptations.length === 0)
    throw new SimulateError(
      'the prepared adaptations have nothing of the chapters as they are now',
      'make them with attune warm and write them with attune bundle, or simulate the demo book',
    );
  const isPlanned = plannedBlocks(plans);
  const isMonolingual = adaptations.every(({ value }) => value.language === undefined);
  // For a kind that nobody wrote for in a language: what translating alone makes of a text, times what is done for the kind in the book's own.
  const translation = (language: string): number =>
    ratioOf(
      narrow(adaptations, [
        ({ value }) => value.language !== undefined,
        ({ value }) => value.language === language,
        (row) => !isPlanned(row),
      ]),
    );
  const wording = (kind: string): number =>
    wordingRatio(narrow(adaptations, [({ value }) => value.language === undefined, (row) => row.kind === kind]));
  return {
    about: {
      plans: plans.length,
      adaptations: adaptations.length,
      reviews: bundle.reviews.length,
      languages: [...new Set(adaptations.flatMap(({ value }) => value.language ?? []))].sort(),
    },
    planned: remembered((kind: string, block: BlockClass) =>
      plannedOf(narrow(plans, [(row) => row.block === block, (row) => row.kind === kind])),
    ),
    answers: remembered((kind: string, language: string | undefined, planned: boolean, block: BlockClass) => {
      const rows = narrow(adaptations, [
        (row) => (row.value.language === undefined) === (language === undefined),
        (row) => isPlanned(row) === planned,
        (row) => row.block === block,
        (row) => row.value.language === language,
        (row) => row.kind === kind,
      ]);
      const samples = rows.map(({ value }) => sampleOf(value));
      const isOwn = language === undefined || isMonolingual || !planned || rows.some((row) => row.kind === kind);
      const ratio = isOwn ? wordingRatio(rows) : translation(language) * wording(kind);
      return { samples, ratio, written: language === undefined ? writtenRatio(rows) : ratio };
    }),
    growth: remembered((kind: string, language: string | undefined) => {
      const own = growthOf(
        narrow(plans, [(row) => row.kind === kind]),
        narrow(adaptations, [(row) => row.value.language === undefined, (row) => row.kind === kind]),
      );
      if (language === undefined || isMonolingual) return own;
      const same = adaptations.filter((row) => row.value.language === language && row.kind === kind);
      return same.length > 0 ? ratioOf(same) : translation(language) * own;
    }),
    threads: remembered((kind: string) => threadsOf(bundle, facets, kind)),
    findings: adaptations.flatMap(({ value }) =>
      value.refused.flatMap(({ findings }) => findings.map(({ message }) => message)),
    ),
  };
}

const nameOf = (...parts: readonly string[]): string => JSON.stringify(parts);

function blocksOf(chapters: Opened['chapters']): (chapter: string, block: string) => [Chapter, Block] | undefined {
  const byChapter = new Map(
    [...chapters].map(([id, { blocks }]) => [id, new Map(allBlocks(blocks).map((block) => [block.id, block]))]),
  );
  return (id, blockId) => {
    const block = byChapter.get(id)?.get(blockId);
    const chapter = chapters.get(id);
    return chapter && block && [chapter, block];
  };
}

/** Applies one condition after the other as long as something is left: the nearest that was measured stands for what was not. */
function narrow<Item>(rows: readonly Item[], conditions: readonly ((row: Item) => boolean)[]): readonly Item[] {
  return conditions.reduce<readonly Item[]>((left, condition) => {
    const next = left.filter(condition);
    return next.length > 0 ? next : left;
  }, rows);
}

function plannedBlocks(
  plans: readonly Row<{
    chapter: string;
    block: string;
    projection: Adaptation['projection'];
    entry: PlanEntry | null;
  }>[],
): (row: Row<Adaptation>) => boolean {
  const name = ({ value: { chapter, block, projection } }: (typeof plans)[number] | Row<Adaptation>): string =>
    nameOf(chapter, block, canonicalJson(projection));
  const planned = new Set(plans.filter(({ value }) => (value.entry?.does.length ?? 0) > 0).map(name));
  return (row) => planned.has(name(row));
}

function plannedOf(rows: readonly Row<{ entry: PlanEntry | null }>[]): Planned {
  const entries = rows.flatMap(({ value: { entry } }) => (entry ? [entry] : []));
  return { share: entries.length / rows.length, entries };
}

function wordingRatio(rows: readonly Row<Adaptation>[]): number {
  const rewritten = rows.filter(({ value }) => wordingOf(value) !== undefined);
  return sum(rewritten.map(({ value }) => rewriteTokens(value))) / (sum(rewritten.map(({ source }) => source)) || 1);
}

function writtenRatio(rows: readonly Row<Adaptation>[]): number {
  const rewritten = rows.filter(({ value }) => wordingOf(value) !== undefined);
  const written = rewritten.map(({ value, texts }) =>
    value.language === undefined ? wovenTokens(texts, wordingOf(value)?.texts ?? []) : rewriteTokens(value),
  );
  return sum(written) / (sum(rewritten.map(({ source }) => source)) || 1);
}

const LEFT_OUT = 'There was no answer for this block.';

function sampleOf(adaptation: Adaptation): Sample {
  const { edits, asked, remarks } = adaptation;
  const remark = remarks.find((text) => text !== LEFT_OUT);
  return {
    rewrites: wordingOf(adaptation) !== undefined,
    inserts: insertsOf(adaptation).map(({ kind = 'note', text = '' }) => ({ kind, tokens: tokensOf(text) })),
    tag: edits[0]?.tag ?? '',
    repaired: asked > (remark === undefined ? 1 : 2),
    ...(remark === undefined ? {} : { remark }),
  };
}

const wordingOf = ({ edits }: Adaptation) => edits.find(({ action }) => action === 'rewrite' || action === 'correct');
const insertsOf = ({ edits }: Adaptation) => edits.filter(({ action }) => action === 'insert');
const rewriteTokens = (adaptation: Adaptation): number => tokensOf((wordingOf(adaptation)?.texts ?? []).join('\n'));
const insertTokens = (adaptation: Adaptation): number =>
  sum(insertsOf(adaptation).map(({ text = '' }) => tokensOf(text)));

/** What is added, to the prose that was looked at. */
function growthOf(plans: readonly Row<unknown>[], adaptations: readonly Row<Adaptation>[]): number {
  const prose = sum(plans.filter(({ block }) => block !== 'other').map(({ source }) => source));
  const added = adaptations.map(({ value, source }) => {
    const rewrite = wordingOf(value) === undefined ? 0 : rewriteTokens(value) - source;
    return rewrite + insertTokens(value);
  });
  return (prose + sum(added)) / (prose || 1);
}

/** A whole language is another text: all of it to all of its source. */
const ratioOf = (rows: readonly Row<Adaptation>[]): number =>
  sum(rows.map(({ value }) => rewriteTokens(value) + insertTokens(value))) /
  (sum(rows.filter(({ value }) => wordingOf(value) !== undefined).map(({ source }) => source)) || 1);

const threadsOf = ({ plans }: Pick<Bundle, 'plans'>, facets: readonly Facet[], kind: string): string[] =>
  plans.flatMap(({ block, projection, entry }) =>
    block === WHOLE_CHAPTER && entry && kindOf(projection, facets) === kind ? [entry.need] : [],
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Computes once for the same arguments. */
function remembered<Args extends readonly (string | boolean | undefined)[], Result>(
  compute: (...args: Args) => Result,
): (...args: Args) => Result {
  const known = new Map<string, Result>();
  return (...args) => {
    const name = JSON.stringify(args);
    const found = known.get(name) ?? compute(...args);
    known.set(name, found);
    return found;
  };
}

import type { Adaptation, Flag, Maker, PlannedBlock, Projection, Review } from '@attune/contract';
import type { Selectable } from 'kysely';
import { UnstorableTextError } from './errors.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

// What a model wrote is kept as JSON text: `JSON.stringify` writes every string so that Postgres takes it, and it comes back to the
// last code unit. Rows are written here and nowhere else, from values of these types: they are not parsed again at every read.

const MADE = ['model', 'prompts', 'prepared', 'made_at'] as const;
/** The columns that a value has; the others are this package's. */
export const COLUMNS = {
  plans: ['key', 'chapter', 'block', 'projection', 'entry', ...MADE],
  adaptations: [
    'key',
    'chapter',
    'block',
    'projection',
    'language',
    'state',
    'edits',
    'refused',
    'remarks',
    'asked',
    'certificate',
    ...MADE,
  ],
  reviews: ['key', 'chapter', 'remarks', ...MADE],
  flags: ['key', 'chapter', 'block', 'text', ...MADE],
} as const;

export type KeptTable = keyof typeof COLUMNS;
/** A row as it is read. */
export type KeptRow<T extends KeptTable> = Pick<
  Selectable<Tables[T]>,
  Extract<(typeof COLUMNS)[T][number], keyof Selectable<Tables[T]>>
>;

type MadeRow = KeptRow<'reviews'>;
type MadeColumn = (typeof MADE)[number];

function withMaker<Row extends Pick<MadeRow, MadeColumn>>(row: Row): Omit<Row, MadeColumn> & { maker: Maker } {
  const { model, prompts, prepared, made_at: madeAt, ...rest } = row;
  const maker = { model, prompts, at: madeAt.toISOString() };
  return { ...rest, maker: prepared ? { ...maker, prepared } : maker };
}

interface Kept {
  readonly key: string;
  readonly chapter: string;
  readonly block?: string;
  readonly language?: string | undefined;
  readonly projection?: Projection;
  readonly maker: Maker;
}

/** What Postgres is to compare, sort or look into, and so must keep as it is. */
function refuseUnstorable(table: KeptTable, { key, chapter, block, language, projection = {}, maker }: Kept): void {
  const fields = { key, chapter, block, language, model: maker.model, prompts: maker.prompts };
  const texts = [...Object.entries(fields), ...Object.entries(projection).flatMap(inProjection)];
  const bad = texts.find(([, text = '']) => storable(text) !== text);
  if (bad) throw new UnstorableTextError(`${table} ${JSON.stringify(key)}: ${bad[0]}`);
}

const inProjection = ([facet, value]: [string, string | string[]]): [string, string][] =>
  [facet, value].flat().map((text) => ['projection', text]);

/** By names of columns, as `recordset` takes them. */
export interface NewRow {
  readonly key: string;
  readonly [column: string]: unknown;
}

function withoutMaker(table: KeptTable, value: Kept): NewRow {
  refuseUnstorable(table, value);
  const { maker, ...rest } = value;
  const { model, prompts, prepared = false, at } = maker;
  return { ...rest, model, prompts, prepared, made_at: at };
}

/** A value as a row to insert. Throws UnstorableTextError. */
export const toRow = {
  plans: (plan: PlannedBlock): NewRow => ({
    ...withoutMaker('plans', plan),
    entry: plan.entry && JSON.stringify(plan.entry),
  }),
  adaptations: (adaptation: Adaptation): NewRow => ({
    ...withoutMaker('adaptations', adaptation),
    edits: JSON.stringify(adaptation.edits),
    refused: JSON.stringify(adaptation.refused),
    remarks: JSON.stringify(adaptation.remarks),
  }),
  reviews: (review: Review): NewRow => withoutMaker('reviews', review),
  // For people to read: a broken character in it is no reason to lose it.
  flags: (flag: Flag): NewRow => ({ ...withoutMaker('flags', flag), text: storable(flag.text) }),
};

/** The value of a row. */
export const fromRow = {
  plans: (row: KeptRow<'plans'>): PlannedBlock => ({
    ...withMaker(row),
    entry: row.entry === null ? null : (JSON.parse(row.entry) as PlannedBlock['entry']),
  }),
  adaptations: ({ language, ...row }: KeptRow<'adaptations'>): Adaptation => ({
    ...withMaker(row),
    ...(language === null ? {} : { language }),
    edits: JSON.parse(row.edits) as Adaptation['edits'],
    refused: JSON.parse(row.refused) as Adaptation['refused'],
    remarks: JSON.parse(row.remarks) as Adaptation['remarks'],
  }),
  reviews: (row: KeptRow<'reviews'>): Review => withMaker(row),
  flags: (row: KeptRow<'flags'>): Flag => withMaker(row),
};

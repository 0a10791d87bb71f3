import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What calls of models took. There is no reader in it. */
export interface Spent {
  readonly calls: number;
  /** Without a whole answer; those that nobody waited for any more are not among them. */
  readonly failures: number;
  /** Made because a model before it in the chain had failed. */
  readonly fallbacks: number;
  /** Tokens. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  /** Dollars, of the calls whose price is known. */
  readonly usd: number;
  /** Calls without a known price. */
  readonly unpriced: number;
}

export interface SpentOn extends Spent {
  /** A day in UTC, a chapter (empty: of no one chapter), a provider, or a model with its provider. */
  readonly name: string;
}

export interface Spending {
  readonly all: Spent;
  /** Latest first. */
  readonly days: readonly SpentOn[];
  /** These three: dearest first, then most tokens. */
  readonly chapters: readonly SpentOn[];
  readonly providers: readonly SpentOn[];
  readonly models: readonly SpentOn[];
}

const NOTHING: Spent = {
  calls: 0,
  failures: 0,
  fallbacks: 0,
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  usd: 0,
  unpriced: 0,
};

type Group = 'all' | keyof Omit<Spending, 'all'>;

/** Sums in one pass over the calls since that day, in UTC. */
export async function readSpending(db: Database, day: string): Promise<Spending> {
  const { rows } = await sql<SpentOn & { kind: Group }>`
    with called as (
      select (at at time zone 'UTC')::date::text as day, coalesce(chapter, '') as chapter, split_part(model, '/', 1) as provider,
        model, outcome not in ('ok', 'aborted') as failed, fallback, input, cache_read, cache_write, output, usd
      from model_calls where at >= ${day}::timestamp at time zone 'UTC'
    )
    select * from (
      select case when grouping(day) = 0 then 'days' when grouping(chapter) = 0 then 'chapters'
          when grouping(provider) = 0 then 'providers' when grouping(model) = 0 then 'models' else 'all' end as kind,
        coalesce(day, chapter, provider, model, '') as name,
        count(*)::float8 as calls, (count(*) filter (where failed))::float8 as failures,
        (count(*) filter (where fallback))::float8 as fallbacks,
        sum(input)::float8 as input, sum(cache_read)::float8 as "cacheRead", sum(cache_write)::float8 as "cacheWrite",
        sum(output)::float8 as output, coalesce(sum(usd), 0)::float8 as usd, (count(*) - count(usd))::float8 as unpriced
      from called group by grouping sets ((), (day), (chapter), (provider), (model)) having count(*) > 0
    ) sums
    order by case kind when 'days' then name end desc, usd desc, input + output desc, name collate "C"`.execute(db);
  const of = (wanted: Group): SpentOn[] =>
    rows.filter(({ kind }) => kind === wanted).map(({ kind: _kind, ...spent }) => spent);
  const { name: _name, ...all } = of('all')[0] ?? { name: '', ...NOTHING };
  return { all, days: of('days'), chapters: of('chapters'), providers: of('providers'), models: of('models') };
}

import { canonicalJson, type Maker, type Projection } from '@attune/contract';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { telling } from './invalidations.ts';

/** A variant as it is served: `text` is its canonical JSON, and its hash the SHA-256 of that text's UTF-8 bytes. */
export interface ServedVariant {
  readonly chapter: string;
  readonly text: string;
}

/** Which variant stands under a key, and what the log is told of it. */
export interface VariantPointer {
  readonly variant: string;
  readonly tags: readonly string[];
  /** Name of the first model that wrote some of it. */
  readonly model?: string;
}

/** What is read on the way to readers; each method is one statement. */
export interface ServedVariants {
  findServed(hash: string): Promise<ServedVariant | 'withdrawn' | undefined>;
  findPointer(key: string): Promise<VariantPointer | undefined>;
  /**
   * Takes a variant back for good, and tells all nodes: its rows and readers' references go, and it is not kept again, whoever puts it together. Gives how many
   * rows there were; said again, it changes nothing.
   */
  withdraw(hash: string): Promise<number>;
  /** Has a variant kept, because its address was given away: no sweep takes it, and no newer page of its readers takes its place. */
  pin(hash: string): Promise<'pinned' | 'withdrawn' | undefined>;
}

interface ServedRow {
  readonly withdrawn: boolean;
  readonly chapter: string | null;
  readonly revision: string;
  readonly profile_hash: string;
  readonly projection: Projection;
  readonly edits: string;
  readonly tags: string[];
  readonly makers: Maker[];
}

/** The edits are kept as canonical JSON: the longest part of the text is not read, only copied. */
const textOf = (row: ServedRow): string =>
  `{"chapter":${JSON.stringify(row.chapter)},"edits":${row.edits},"makers":${canonicalJson(row.makers)},` +
  `"profileHash":"${row.profile_hash}","projection":${canonicalJson(row.projection)},` +
  `"revision":"${row.revision}","tags":${JSON.stringify(row.tags)}}`;

export function createServedVariants(db: Database): ServedVariants {
  return {
    async findServed(hash) {
      const { rows } = await sql<ServedRow>`
        select exists (select from withdrawals where variant = ${hash}) as withdrawn, kept.*
        from (select) as asked left join lateral (
          select chapter, revision, profile_hash, projection, edits, tags, makers
          from variants where variant = ${hash} limit 1
        ) as kept on true`.execute(db);
      const [row] = rows;
      if (row?.withdrawn) return 'withdrawn';
      return row && row.chapter !== null ? { chapter: row.chapter, text: textOf(row) } : undefined;
    },

    async findPointer(key) {
      const { rows } = await sql<{ variant: string; tags: string[]; model: string | null }>`
        select variant, tags, makers -> 0 ->> 'model' as model from variants
        where key = ${key} and not exists (select from withdrawals where variant = variants.variant)`.execute(db);
      const [row] = rows;
      return row && { variant: row.variant, tags: row.tags, ...(row.model === null ? {} : { model: row.model }) };
    },

    async pin(hash) {
      const { rows } = await sql<{ withdrawn: boolean; pinned: boolean }>`
        with pinned as (
          update variants set pinned_at = coalesce(pinned_at, now())
          where variant = ${hash} and not exists (select from withdrawals where variant = ${hash}) returning 1
        )
        select exists (select from withdrawals where variant = ${hash}) as withdrawn,
          exists (select from pinned) as pinned`.execute(db);
      const [row] = rows;
      if (row?.withdrawn) return 'withdrawn';
      return row?.pinned ? 'pinned' : undefined;
    },

    async withdraw(hash) {
      // Noted first, in a statement of its own: whoever puts it together from now on keeps it no more.
      await sql`insert into withdrawals (variant) values (${hash}) on conflict do nothing`.execute(db);
      const { rows } = await telling<{ count: number }>(
        sql`select jsonb_build_object('what', 'variant', 'variant', ${hash}::text)`,
        {
          before: sql`gone as (delete from variants where variant = ${hash} returning 1),`,
          beside: sql`, (select count(*)::int from gone) as count`,
        },
      ).execute(db);
      return rows[0]?.count ?? 0;
    },
  };
}

import { canonicalJson, hashValue, type Variant } from '@attune/contract';
import type { VariantStore } from '@attune/core';
import { type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import { telling } from './invalidations.ts';
import { columnList } from './recordset.ts';
import { createServedVariants, type ServedVariants } from './served-variants.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

const COLUMNS = ['variant', 'chapter', 'revision', 'projection', 'profile_hash', 'edits', 'tags', 'makers'] as const;
const columns = columnList(COLUMNS);
type Row = Pick<Selectable<Tables['variants']>, (typeof COLUMNS)[number]>;

// Rows are written below and nowhere else, from values of this type: they are not parsed again at every read.
function toVariant({ profile_hash: profileHash, edits, ...row }: Row): Variant {
  return { ...row, profileHash, edits: JSON.parse(edits) as Variant['edits'] };
}

export interface VariantKeeper extends VariantStore, ServedVariants {
  /**
   * Forgets what was put together of a chapter, of every revision, here and in the memory of all nodes; how many there were. The next
   * request puts it together anew.
   * Readers' references to them go too, as they do with any variant, and the request that puts it together makes them again. What is pinned is
   * found by its hash as before.
   */
  forgetVariants(chapter: string): Promise<number>;
  /**
   * Puts other variants of a chapter's revision in the place of those under their keys, with the references that readers have to them, and
   * forgets those of that revision that nobody refers to: the next request puts them together. What is pinned stays. All nodes are told.
   */
  replaceVariants(rows: readonly Replacement[]): Promise<void>;
}

/** What is to stand under a key. */
export interface Replacement {
  readonly key: string;
  readonly variant: Variant;
  readonly markdown: string;
}

/** What takes the place of a withdrawn page: the author's, without an edit. */
function withoutEdits({ chapter, revision, projection, profileHash }: Variant): Variant {
  const bare = { chapter, revision, projection, profileHash, edits: [], tags: [], makers: [] };
  return { variant: hashValue(bare), ...bare };
}

/** Keeps a variant, or leaves the one that stands under the key, and gives that; nothing for one that was withdrawn. */
async function put(db: Database, key: string, variant: Variant, markdown?: string): Promise<Variant | undefined> {
  const { chapter, revision, profileHash, tags } = variant;
  const [projection, makers] = [JSON.stringify(variant.projection), JSON.stringify(variant.makers)];
  const { rows } = await sql<Row>`
    insert into variants (key, markdown, ${columns})
    select ${key}::text, ${markdown === undefined ? null : storable(markdown)}::text, ${variant.variant}::text, ${chapter}::text, ${revision}::text, ${projection}::jsonb,
      ${profileHash}::text, ${canonicalJson(variant.edits)}::text, ${[...tags]}::text[], ${makers}::jsonb
    where not exists (select from withdrawals where variant = ${variant.variant})
    -- An update, not "do nothing": only so does one statement give the row that stands, whoever wrote it.
    on conflict (key) do update set last_used_at = excluded.last_used_at
    returning ${columns}`.execute(db);
  return rows[0] && toVariant(rows[0]);
}

async function replace(db: Database, { key, variant, markdown }: Replacement): Promise<void> {
  await sql`
    update variants set variant = ${variant.variant}, edits = ${canonicalJson(variant.edits)}, markdown = ${storable(markdown)},
      tags = ${[...variant.tags]}::text[], makers = ${JSON.stringify(variant.makers)}::jsonb
    where key = ${key} and pinned_at is null
      and not exists (select from withdrawals where withdrawals.variant = ${variant.variant})`.execute(db);
}

/** Variants in Postgres. Looking one up writes nothing; of several puts under one key the first stays (C-03). */
export function createVariantStore(db: Database): VariantKeeper {
  return {
    ...createServedVariants(db),

    async findVariant(key) {
      const { rows } = await sql<Row>`
        select ${columns} from variants
        where key = ${key} and not exists (select from withdrawals where variant = variants.variant)`.execute(db);
      return rows[0] && toVariant(rows[0]);
    },

    async putVariant(key, variant, markdown) {
      // A row that was written while its variant was being withdrawn stands for nothing.
      await sql`delete from variants where key = ${key} and variant in (select variant from withdrawals)`.execute(db);
      const own = await put(db, key, variant, markdown);
      return own ?? (await put(db, key, withoutEdits(variant))) ?? withoutEdits(variant);
    },

    async replaceVariants(rows) {
      for (const { key, variant, markdown } of rows) await replace(db, { key, variant, markdown });
      const [first] = rows;
      if (!first) return;
      const { chapter, revision } = first.variant;
      await telling(sql`select jsonb_build_object('what', 'chapter', 'chapter', ${chapter}::text)`, {
        before: sql`gone as (
          delete from variants where chapter = ${chapter} and revision = ${revision} and pinned_at is null
            and key <> all(${rows.map(({ key }) => key)}::text[])
            and not exists (select from variant_references where variant_key = variants.key)
        ),`,
      }).execute(db);
    },

    async forgetVariants(chapter) {
      const { rows } = await telling<{ count: number }>(
        sql`select jsonb_build_object('what', 'chapter', 'chapter', ${chapter}::text)`,
        {
          // What is pinned leaves its key, and readers' references leave it, after it: those who use it lock it first too.
          before: sql`chosen as materialized (
              select distinct on (variant) key from variants page
              where chapter = ${chapter} and pinned_at is not null and not starts_with(key, 'pinned ')
                and not exists (select from variants other where other.key = 'pinned ' || page.variant)
            ), moved as (
              update variants set key = 'pinned ' || variant where key in (select key from chosen) returning 1
            ), freed as (
              delete from variant_references
              where (select count(*) from moved) > 0 and variant_key in (select key from chosen)
            ), gone as (
              delete from variants
              where chapter = ${chapter} and key not in (select key from chosen) and not starts_with(key, 'pinned ')
              returning 1
            ),`,
          beside: sql`, ((select count(*) from gone) + (select count(*) from moved))::integer as count`,
        },
      ).execute(db);
      return rows[0]?.count ?? 0;
    },
  };
}

import type { Variant } from '@attune/contract';
import type { VariantStore } from '@attune/core';
import { type Selectable, sql } from 'kysely';
import type { Database } from './database.ts';
import { telling } from './invalidations.ts';
import { storable } from './storable.ts';
import type { Tables } from './tables.ts';

const COLUMNS = ['variant', 'chapter', 'revision', 'projection', 'profile_hash', 'edits', 'tags', 'makers'] as const;
type Row = Pick<Selectable<Tables['variants']>, (typeof COLUMNS)[number]>;

// Rows are written below and nowhere else, from values of this type: they are not parsed again at every read.
function toVariant({ profile_hash: profileHash, edits, ...row }: Row): Variant {
  return { ...row, profileHash, edits: JSON.parse(edits) as Variant['edits'] };
}

export interface VariantKeeper extends VariantStore {
  /**
   * Forgets what was put together of a chapter, of every revision, here and in the memory of all nodes; how many there were. The next
   * request puts it together anew.
   * Readers' references to them go too, as they do with any variant, and the request that puts it together makes them again.
   */
  forgetVariants(chapter: string): Promise<number>;
}

/** Variants in Postgres. Looking one up writes nothing; of several puts under one key the first stays (C-03). */
export function createVariantStore(db: Database): VariantKeeper {
  return {
    async findVariant(key) {
      const row = await db.selectFrom('variants').select(COLUMNS).where('key', '=', key).executeTakeFirst();
      return row && toVariant(row);
    },

    async putVariant(key, { profileHash, projection, edits, tags, makers, ...plain }, markdown) {
      const row = await db
        .insertInto('variants')
        .values({
          ...plain,
          key,
          profile_hash: profileHash,
          projection: JSON.stringify(projection),
          edits: JSON.stringify(edits),
          markdown: markdown === undefined ? null : storable(markdown),
          tags: [...tags],
          makers: JSON.stringify(makers),
        })
        // An update, not "do nothing": only so does one statement give the row that stands, whoever wrote it.
        .onConflict((conflict) =>
          conflict.column('key').doUpdateSet((it) => ({ last_used_at: it.ref('excluded.last_used_at') })),
        )
        .returning(COLUMNS)
        .executeTakeFirstOrThrow();
      return toVariant(row);
    },

    async forgetVariants(chapter) {
      const { rows } = await telling<{ count: number }>(
        sql`select jsonb_build_object('what', 'chapter', 'chapter', ${chapter}::text)`,
        {
          before: sql`gone as (delete from variants where chapter = ${chapter} returning 1),`,
          beside: sql`, (select count(*) from gone)::integer as count`,
        },
      ).execute(db);
      return rows[0]?.count ?? 0;
    },
  };
}

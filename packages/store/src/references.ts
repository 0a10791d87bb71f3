import { sql } from 'kysely';
import type { Database } from './database.ts';
import { type Owner, stands, standsUntilDone } from './readers/owner.ts';

/** C-08: how many references a reader keeps. */
export const MAX_REFERENCES = 20;

export interface ReferenceKey extends Owner {
  readonly chapter: string;
  readonly profileHash: string;
  readonly variantKey: string;
}
export interface Reference extends Omit<ReferenceKey, keyof Owner> {
  readonly lastUsedAt: Date;
}

export interface ReferenceStore {
  /** Notes a use, and evicts what was used least recently beyond the limit. False if reader or variant are gone, or the session is over. */
  touch(reference: ReferenceKey): Promise<boolean>;
  /** Notes a use by nobody in particular: it counts for the variant's time to live as any does, the first at once and then once a day. */
  use(variantKey: string): Promise<void>;
  /** Forgets a reader's references, or those to one chapter; how many there were. */
  clear(owner: Owner, chapter?: string): Promise<number>;
  /** Most recently used first. */
  list(userId: string): Promise<Reference[]>;
}

/**
 * The usual case in one statement: the reader has been here. The shared variant's own date moves once a day only, so that
 * a popular one is not rewritten at every use. Reading `used` makes it come first: where variants are forgotten, theirs are locked
 * before the references too, so that neither locks the other out.
 */
async function renew(db: Database, reference: ReferenceKey): Promise<boolean> {
  const { userId, chapter, profileHash, variantKey } = reference;
  const { rows } = await sql`
    with used as (
      update variants set last_used_at = now() where key = ${variantKey} and last_used_at < now() - interval '1 day'
      returning 1
    )
    update variant_references set last_used_at = clock_timestamp()
    where user_id = ${userId} and chapter = ${chapter} and profile_hash = ${profileHash} and variant_key = ${variantKey}
      and (select count(*) from used) < 2 and ${stands(reference)}
    returning 1`.execute(db);
  return rows.length > 0;
}

async function add(db: Database, reference: ReferenceKey): Promise<boolean> {
  const { userId, chapter, profileHash, variantKey } = reference;
  return db.transaction().execute(async (transaction) => {
    // One after the other for one reader: each must see what the other added to evict the right ones.
    const reader = await sql`
      select 1 from users where id = ${userId} and ${standsUntilDone(reference)} for no key update`.execute(
      transaction,
    );
    if (reader.rows.length === 0) return false;
    const { rows } = await sql`
      insert into variant_references (user_id, chapter, profile_hash, variant_key)
      select ${userId}::uuid, ${chapter}::text, ${profileHash}::text, key from variants where key = ${variantKey} for key share
      on conflict (user_id, chapter, profile_hash)
      do update set variant_key = excluded.variant_key, last_used_at = excluded.last_used_at
      returning 1`.execute(transaction);
    await sql`
      delete from variant_references where ctid = any (array(
        select ctid from variant_references where user_id = ${userId}
        order by last_used_at desc, chapter, profile_hash offset ${MAX_REFERENCES}
      ))`.execute(transaction);
    return rows.length > 0;
  });
}

export function createReferenceStore(db: Database): ReferenceStore {
  return {
    touch: async (reference) => (await renew(db, reference)) || add(db, reference),

    async use(variantKey) {
      await sql`
        update variants set last_used_at = now()
        where key = ${variantKey} and (last_used_at < now() - interval '1 day' or last_used_at = created_at)`.execute(
        db,
      );
    },

    async clear(owner, chapter) {
      const all = db.deleteFrom('variant_references').where('user_id', '=', owner.userId).where(stands(owner));
      const result = await (chapter === undefined ? all : all.where('chapter', '=', chapter)).executeTakeFirst();
      return Number(result.numDeletedRows);
    },

    list: (userId) =>
      db
        .selectFrom('variant_references')
        .select(['chapter', 'profile_hash as profileHash', 'variant_key as variantKey', 'last_used_at as lastUsedAt'])
        .where('user_id', '=', userId)
        .orderBy('last_used_at', 'desc')
        .orderBy('chapter')
        .execute(),
  };
}

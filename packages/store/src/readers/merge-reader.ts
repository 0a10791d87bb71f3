import { sql, type Transaction } from 'kysely';
import type { Database } from '../database.ts';
import { MAX_REFERENCES } from '../references.ts';
import type { Tables } from '../tables.ts';
import { type Owner, stands } from './owner.ts';

type InTransaction = Transaction<Tables>;

/** Whether the account has no answers of its own, and so takes those of the anonymous reader. */
async function takeAnswers(db: InTransaction, from: string, into: string): Promise<boolean> {
  const taken = await sql`
    insert into preferences (user_id, profile, onboarding, updated_at)
    select ${into}::uuid, profile, onboarding, now() from preferences where user_id = ${from}::uuid and onboarding <> 'open'
    on conflict (user_id) do update
    set profile = excluded.profile, onboarding = excluded.onboarding, updated_at = excluded.updated_at
    where preferences.onboarding = 'open'`.execute(db);
  return taken.numAffectedRows === 1n;
}

/** The references belong to answers: those of answers that do not stand any more are of no use (C-04). */
async function takeReferences(db: InTransaction, from: string, into: string): Promise<void> {
  await sql`delete from variant_references where user_id = ${into}::uuid`.execute(db);
  await sql`update variant_references set user_id = ${into}::uuid where user_id = ${from}::uuid`.execute(db);
  await sql`
    delete from variant_references where ctid = any (array(
      select ctid from variant_references where user_id = ${into}::uuid
      order by last_used_at desc, chapter, profile_hash offset ${MAX_REFERENCES}
    ))`.execute(db);
}

/** Where both said something of the same edit, the account's own word stands. */
async function takeFeedback(db: InTransaction, from: string, into: string): Promise<void> {
  await sql`
    update feedback theirs set user_id = ${into}::uuid
    where user_id = ${from}::uuid and not exists (
      select from feedback own
      where own.user_id = ${into}::uuid and (own.variant, own.block, own.action, own.tag, own.verdict = 'report')
        = (theirs.variant, theirs.block, theirs.action, theirs.tag, theirs.verdict = 'report')
    )`.execute(db);
}

/**
 * Gives what an anonymous reader has to the account that they signed in to, and removes that reader. Answers of the account stand; it takes the
 * anonymous ones, with the references made for them, only where it has none. History is joined. False for who is not anonymous, or whose
 * session is over: then nothing changes.
 */
export async function mergeReader(db: Database, anonymous: Owner, into: string): Promise<boolean> {
  const { userId: from } = anonymous;
  if (from === into) return false;
  return db.transaction().execute(async (transaction) => {
    await sql`select 1 from sessions where user_id = ${from}::uuid for update`.execute(transaction);
    const { rows } = await sql`
      select 1 from users where id = ${from}::uuid and is_anonymous and ${stands(anonymous)} for update`.execute(
      transaction,
    );
    const account = await sql`select 1 from users where id = ${into}::uuid for no key update`.execute(transaction);
    if (rows.length === 0 || account.rows.length === 0) return false;
    if (await takeAnswers(transaction, from, into)) await takeReferences(transaction, from, into);
    await sql`update personalization_log set user_id = ${into}::uuid where user_id = ${from}::uuid`.execute(
      transaction,
    );
    await sql`
      insert into chapter_readers (chapter, user_id, cached_on, made_on)
      select chapter, ${into}::uuid, cached_on, made_on from chapter_readers where user_id = ${from}::uuid
      on conflict (chapter, user_id) do update set
        cached_on = greatest(chapter_readers.cached_on, excluded.cached_on),
        made_on = greatest(chapter_readers.made_on, excluded.made_on)`.execute(transaction);
    await takeFeedback(transaction, from, into);
    await removeReader(transaction, from);
    return true;
  });
}

/** Everything that names a reader; what else refers to them goes, or forgets them, with the row of `users`. */
export async function removeReader(db: InTransaction, userId: string): Promise<void> {
  // A proof under way names whom it is of in its value; its identifier is a hash.
  await sql`
    delete from verifications where position(${userId}::text in value) > 0
      or position((select email from users where id = ${userId}::uuid) in value) > 0`.execute(db);
  // What they wrote may say who they are.
  await sql`delete from feedback where user_id = ${userId}::uuid and text is not null`.execute(db);
  await sql`delete from users where id = ${userId}::uuid`.execute(db);
}

import type { Feedback } from '@attune/contract';
import { sql } from 'kysely';
import type { Database } from './database.ts';
import { storable } from './storable.ts';

/** Rows a chapter may have: more than an author reads, and no way to fill a disk. */
const MAX_ROWS = 10_000;

export interface KeptFeedback extends Feedback {
  /** Key of the adaptation that the edit came from, where it is known. */
  readonly adaptation?: string;
  readonly createdAt: Date;
}

export interface FeedbackStore {
  /** Keeps what a reader said of an edit, in place of what they said of it before; false where the chapter has too much of it already. */
  add(userId: string | null, feedback: Feedback): Promise<boolean>;
  /** Of these chapters, in the order in which it came. */
  list(chapters: readonly string[]): Promise<KeptFeedback[]>;
}

export function createFeedbackStore(db: Database): FeedbackStore {
  return {
    async add(userId, { chapter, variant, block, action, tag, verdict, text }) {
      // The projection of a block is part of its page's, and of its adaptations the latest is shown.
      const { rows } = await sql`
        insert into feedback (user_id, chapter, block, action, tag, variant, verdict, text, adaptation)
        select (select id from users where id = ${userId}::uuid), ${chapter}::text, ${block}::text, ${action}::text, ${tag}::text,
          ${variant}::text, ${verdict}::text, ${text === undefined ? null : storable(text)}::text, (
            select key from adaptations made
            where made.chapter = ${chapter} and made.block = ${block} and made.edits <> '[]'
              and made.projection <@ (select projection from variants page where page.variant = ${variant} limit 1)
            order by made.updated_at desc limit 1
          )
        where (select count(*) from (select from feedback where chapter = ${chapter} limit ${MAX_ROWS}) as there) < ${MAX_ROWS}
        on conflict (user_id, variant, block, action, tag, (verdict = 'report')) where user_id is not null
        do update set verdict = excluded.verdict, text = excluded.text, created_at = now()
        returning 1`.execute(db);
      return rows.length > 0;
    },

    async list(chapters) {
      const rows = await db
        .selectFrom('feedback')
        .select(['chapter', 'variant', 'block', 'action', 'tag', 'verdict', 'text', 'adaptation', 'created_at'])
        .where('chapter', 'in', chapters.length > 0 ? [...chapters] : [''])
        .orderBy('id')
        .execute();
      return rows.map(({ text, adaptation, created_at: createdAt, ...row }) => ({
        ...row,
        ...(text === null ? {} : { text }),
        ...(adaptation === null ? {} : { adaptation }),
        createdAt,
      }));
    },
  };
}

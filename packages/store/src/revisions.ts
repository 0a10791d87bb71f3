import { type RawBuilder, sql } from 'kysely';
import type { Database } from './database.ts';
import { telling } from './invalidations.ts';
import { storable } from './storable.ts';

export interface PublishedRevision {
  readonly chapter: string;
  readonly revision: string;
  readonly path: string;
  readonly source: string;
  /** Ids of all its blocks. Without them nothing that models made for the chapter is ever swept. */
  readonly blocks?: readonly string[];
}
export interface StoredRevision extends Omit<PublishedRevision, 'blocks'> {
  readonly publishedAt: Date;
}

export interface RevisionStore {
  /**
   * Makes each the current revision of its chapter, and tells all nodes of those that were not. Said again, it changes nothing; a return to
   * an earlier one is kept. Gives the chapters that changed.
   */
  publish(rows: readonly PublishedRevision[]): Promise<readonly string[]>;
  /** Keeps those that are not known. What was current stays so unless one of these was never seen before. */
  keep(rows: readonly PublishedRevision[]): Promise<void>;
  find(chapter: string, revision: string): Promise<StoredRevision | undefined>;
  latest(chapter: string): Promise<StoredRevision | undefined>;
  /** The current revision of each of these that has one, by chapter. */
  current(chapters: readonly string[]): Promise<Map<string, string>>;
  /** Ids of all that were ever published, sorted. */
  chapters(): Promise<string[]>;
}

const COLUMNS = ['chapter', 'revision', 'path', 'source', 'published_at as publishedAt'] as const;

// Sorted, so that two processes that publish the same book wait for each other instead of locking each other out.
const insert = (rows: readonly PublishedRevision[]): RawBuilder<unknown> => sql`
  insert into chapter_revisions as kept (chapter, revision, path, source, blocks, published_at)
  select distinct on (chapter, revision) chapter, revision, path, source,
    case when blocks is not null then array(select json_array_elements_text(blocks::json)) end, clock_timestamp()
  from unnest(
    ${rows.map((row) => row.chapter)}::text[], ${rows.map((row) => row.revision)}::text[],
    ${rows.map((row) => row.path)}::text[], ${rows.map((row) => storable(row.source))}::text[],
    ${rows.map(({ blocks }) => (blocks ? JSON.stringify(blocks) : null))}::text[]
  ) as given (chapter, revision, path, source, blocks)
  order by chapter, revision
  on conflict (chapter, revision)`;

/** The author goes back to it. */
const NEWER = sql`exists (
  select from chapter_revisions newer where newer.chapter = kept.chapter and newer.published_at > kept.published_at
)`;

export function createRevisionStore(db: Database): RevisionStore {
  return {
    async publish(rows) {
      // Blocks that were not known are noted, which is no news to anybody.
      const kept = sql`written as (${insert(rows)} do update set
          blocks = coalesce(excluded.blocks, kept.blocks),
          published_at = case when ${NEWER} then excluded.published_at else kept.published_at end
        where ${NEWER} or (kept.blocks is null and excluded.blocks is not null)
        returning chapter, published_at >= transaction_timestamp() as is_current),
        kept as (select chapter from written where is_current),`;
      const { rows: told } = await telling(
        sql`select jsonb_build_object('what', 'published', 'chapters', jsonb_agg(chapter)) from kept having count(*) > 0`,
        { before: kept },
      ).execute(db);
      return told.flatMap(({ what }) => (what.what === 'published' ? what.chapters : []));
    },

    async keep(rows) {
      await sql`${insert(rows)} do nothing`.execute(db);
    },

    async current(chapters) {
      const { rows } = await sql<{ chapter: string; revision: string }>`
        select distinct on (chapter) chapter, revision from chapter_revisions
        where chapter = any(${[...chapters]}::text[]) order by chapter, published_at desc`.execute(db);
      return new Map(rows.map(({ chapter, revision }) => [chapter, revision]));
    },

    find: (chapter, revision) =>
      db
        .selectFrom('chapter_revisions')
        .select(COLUMNS)
        .where('chapter', '=', chapter)
        .where('revision', '=', revision)
        .executeTakeFirst(),

    latest: (chapter) =>
      db
        .selectFrom('chapter_revisions')
        .select(COLUMNS)
        .where('chapter', '=', chapter)
        .orderBy('published_at', 'desc')
        .limit(1)
        .executeTakeFirst(),

    chapters: async () =>
      (await db.selectFrom('chapter_revisions').select('chapter').distinct().orderBy('chapter').execute()).map(
        (row) => row.chapter,
      ),
  };
}

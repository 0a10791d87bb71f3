import { createHash } from 'node:crypto';
import type { Store } from '@attune/store';

/** Of a large course. */
const CHAPTERS = 100;
/** Each with as many references as are kept. */
const REFERENCES = 20;
/** Rows of the log for each entry, over these days; a tenth of the requests had to wait for a model. */
const USES = 10;
const DAYS = 80;

/** A statement that may take as long as it takes. */
export async function run(store: Store, text: string): Promise<void> {
  const query = { text, query_timeout: 3_600_000 };
  await store.pool.query(query);
}

export const chapter = (number: number): string => `course/current/en/chapter-${number}`;

// In these `n` is the number of an entry, and `r` of a reader.
const KEY = "encode(sha256(n::text::bytea), 'hex')";
const READER = "('00000000-0000-4000-8000-' || lpad(to_hex(r), 12, '0'))::uuid";
const IS_OLD = `n / ${CHAPTERS} % 10 = 0`;
const USED = `now() - make_interval(days => case when ${IS_OLD} then 31 else 0 end)`;
const CHAPTER = `'course/current/en/chapter-' || n % ${CHAPTERS}`;
const EDITS = `'[{"block":"0123456789ab","action":"rewrite","tag":"beginner-simplify","why":[],"texts":["' || text || '"]}]'`;
const WORDS = "(array['node','topic','the','message','robot','reads','a','sensor','of','when','it','moves'])";

/**
 * A store of so many entries: variants of 3 kB and as much Markdown, a tenth of them last used before the time to live; a reference to each, from
 * readers who have twenty; a tenth as many adaptations, a fifth as many calls of models, and ten rows of the log for each.
 */
export async function fill(store: Store, entries: number): Promise<void> {
  await makePartitions(store);
  // Foreign keys are checked for all rows at once, in a fraction of the time.
  for (const { table, name } of FOREIGN_KEYS) await run(store, `alter table ${table} drop constraint ${name}`);
  for (const statement of rows(entries)) await run(store, statement);
  for (const { table, name, key } of FOREIGN_KEYS)
    await run(store, `alter table ${table} add constraint ${name} foreign key ${key}`);
  await run(store, 'drop table texts');
  await run(store, 'vacuum analyze');
}

/** Of the months that the log goes back, as sweeps would have made them one by one. */
async function makePartitions(store: Store): Promise<void> {
  await run(
    store,
    `insert into personalization_log (chapter_id, transformation_type, response_time_ms, cached, created_at)
     select '', '', 0, true, now() - make_interval(days => day) from generate_series(0, ${DAYS}) day`,
  );
  await store.sweep();
  await run(store, 'truncate personalization_log');
}

const FOREIGN_KEYS = [
  {
    table: 'personalization_log',
    name: 'personalization_log_user_id_fkey',
    key: '(user_id) references users (id) on delete set null',
  },
  {
    table: 'variant_references',
    name: 'variant_references_user_id_fkey',
    key: '(user_id) references users (id) on delete cascade',
  },
  {
    table: 'variant_references',
    name: 'variant_references_variant_key_fkey',
    key: '(variant_key) references variants (key) on delete cascade',
  },
] as const;

function rows(entries: number): string[] {
  const [readers, adaptations, calls, uses] = [entries / REFERENCES, entries / 10, entries / 5, entries * USES];
  const secondsOf = (count: number): number => (DAYS * 86_400) / count;
  return [
    `create unlogged table texts as
     select t, string_agg(${WORDS}[1 + (random() * 11)::int], ' ') as text
     from generate_series(0, 999) t, generate_series(1, 600) group by t`,
    `insert into users (id) select ${READER} from generate_series(0, ${readers - 1}) r`,
    `insert into chapter_revisions (chapter, revision, path, source, blocks, published_at)
     select ${CHAPTER}, 'r', 'c.md', '#', array(select 'block-' || b from generate_series(0, 99) b), now() - interval '90 days'
     from generate_series(0, ${CHAPTERS - 1}) n`,
    `insert into variants
       (key, variant, chapter, revision, profile_hash, projection, edits, markdown, tags, makers, last_used_at)
     select ${KEY}, ${KEY}, ${CHAPTER}, 'r', ${KEY}, '{"programming_experience": "Beginner"}', ${EDITS}, text,
       '{beginner-simplify}', '[{"model": "anthropic/example", "prompts": "p", "at": "2026-11-20T00:00:00Z"}]', ${USED}
     from generate_series(0, ${entries - 1}) n join texts on t = n % 1000`,
    `insert into variant_references (user_id, chapter, profile_hash, variant_key, last_used_at)
     select ${READER}, ${CHAPTER}, ${KEY}, ${KEY}, ${USED}
     from generate_series(0, ${entries - 1}) n, lateral (select n / ${REFERENCES} as r)`,
    `insert into adaptations (key, chapter, block, projection, state, edits, refused, remarks, asked, certificate,
       model, prompts, prepared, made_at, updated_at)
     select ${KEY}, ${CHAPTER}, 'block-' || n / ${CHAPTERS} * 7919 % 110, '{}', 'done', text, '[]', '[]', 1, '{}',
       'anthropic/example', 'p', false, now(), now() - interval '40 days'
     from generate_series(0, ${adaptations - 1}) n join texts on t = n % 1000`,
    `insert into model_calls (at, chapter, kind, model, input, cache_read, cache_write, output, estimated, usd, ms,
       first_text_ms, outcome, fallback, attempt)
     select now() - make_interval(secs => n * ${secondsOf(calls)}::float8), ${CHAPTER}, 'section',
       (array['anthropic/one', 'openai/two'])[1 + n % 2], 500, 3000, 0, 800, false, 0.02, 9000, 700,
       case when n % 50 = 0 then 'timeout' else 'ok' end, n % 50 = 1, 1
     from generate_series(0, ${calls - 1}) n`,
    `insert into personalization_log
       (user_id, chapter_id, transformation_type, response_time_ms, cached, llm_provider, created_at)
     select ${READER}, 'course/current/en/chapter-' || floor(${CHAPTERS} * random() ^ 2), 'beginner-simplify',
       case when cached then 3 * exp(random() * 2) else 4000 * exp(random() * 2) end, cached, null,
       now() - make_interval(secs => (${uses} - n) * ${secondsOf(uses)}::float8)
     from generate_series(0, ${uses - 1}) n,
       lateral (select (n::bigint * 7919 % ${readers})::int as r, n % 10 > 0 as cached)`,
    "insert into uncounted_days select distinct (created_at at time zone 'UTC')::date from personalization_log",
  ];
}

const random = (below: number): number => Math.floor(Math.random() * below);

/** The key of an entry that is still in use. */
export function randomKey(entries: number): string {
  let n = random(entries);
  while (Math.floor(n / CHAPTERS) % 10 === 0) n = random(entries);
  return createHash('sha256').update(String(n)).digest('hex');
}

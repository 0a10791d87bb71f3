import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Store } from './index.ts';
import { useTestStore } from './testing/open-test-store.ts';

const PAGE = fileURLToPath(new URL('../../../docs/privacy.md', import.meta.url));
const [BEGIN, END] = ['<!-- from the database: begin -->', '<!-- from the database: end -->'];

interface Column {
  readonly table: string;
  readonly about: string | null;
  readonly column: string;
  readonly comment: string | null;
  /** Of a table that names readers. */
  readonly personal: boolean;
}

/** What the database says of its tables, those that name readers and the others. */
async function columns({ pool }: Store): Promise<Column[]> {
  const { rows } = await pool.query<Column>(
    `select class.relname as table, obj_description(class.oid, 'pg_class') as about, attribute.attname as column,
       col_description(class.oid, attribute.attnum) as comment,
       class.relname in ('users', 'verifications')
         or exists (select from pg_constraint where conrelid = class.oid and contype = 'f' and confrelid = 'users'::regclass) as personal
     from pg_class class join pg_attribute attribute on attribute.attrelid = class.oid
     where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'p') and not class.relispartition
       and attribute.attnum > 0 and not attribute.attisdropped and class.relname <> 'attune_migrations'
     order by class.relname collate "C", attribute.attnum`,
  );
  return rows;
}

const ABOUT = /^(?<what>.+) Why: (?<why>.+?)\.? Kept: (?<kept>.+?)\.?$/s;

function describeTable(table: string, its: readonly Column[]): string {
  const { what, why, kept } = ABOUT.exec(its[0]?.about ?? '')?.groups ?? {};
  if (what === undefined) throw new Error(`the comment on ${table} does not say why and for how long`);
  const rows = its.map(({ column, comment }) => {
    if (comment === null) throw new Error(`${table}.${column} has no comment`);
    return `| \`${column}\` | ${comment.replaceAll('|', '\\|')} |`;
  });
  return [
    `### ${table}`,
    '',
    what,
    '',
    `Why: ${why}. Kept: ${kept}.`,
    '',
    '| column | what |',
    '| --- | --- |',
    ...rows,
  ].join('\n');
}

async function generated(store: Store): Promise<string> {
  const tables = Map.groupBy(await columns(store), ({ table }) => table);
  const [personal, others] = [true, false].map((is) => [...tables].filter(([, its]) => its[0]?.personal === is));
  return [
    BEGIN,
    ...(personal ?? []).map(([table, its]) => `\n${describeTable(table, its)}`),
    '\n### Tables without readers\n',
    '| table | what |',
    '| --- | --- |',
    ...(others ?? []).map(([table, its]) => `| \`${table}\` | ${its[0]?.about ?? ''} |`),
    `\n${END}`,
  ].join('\n');
}

describe('the page on privacy', () => {
  const it = useTestStore();

  // After a migration: npx vitest run --project store packages/store/src/privacy-page.test.ts -u
  test('docs/privacy.md says of each table what the database says', async () => {
    const page = await readFile(PAGE, 'utf8');
    const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
    expect([before, after].every((at) => at > 0)).toBe(true);
    const whole = page.slice(0, before) + (await generated(it.store)) + page.slice(after + END.length);
    await expect(whole).toMatchFileSnapshot(PAGE);
  });
});

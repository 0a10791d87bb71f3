import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type RunningServer } from './main.ts';
import { writeDemoSite } from './testing/demo-site.ts';

const GUIDE = new URL('../../../docs/quickstart.md', import.meta.url);
const MARK = '-- end of block --';

let siteDir: string;
let database: TestDatabase;
let server: RunningServer;

beforeAll(async () => {
  siteDir = await writeDemoSite();
  database = await createTestDatabase({ empty: true });
  const environment = { DATABASE_URL: database.url, ATTUNE_SECRET: 'kJ8w2fZ5tQ9xR1mV7yB3nL6pD4sG0hC+' };
  server = await startServer({ siteDir, port: 0, logger: pino({ level: 'silent' }), environment });
});
afterAll(async () => {
  await server.close();
  await database.drop();
  await rm(siteDir, { recursive: true });
});

/** Keys at every depth, but for those that stand for others. */
function shapeOf(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shapeOf(member)]));
}

test('H-02: every command of the quickstart works, and answers as it is shown there', async () => {
  const guide = await readFile(GUIDE, 'utf8');
  const blocks = [...guide.matchAll(/^```(sh|json)\n([^]*?)^```$/gm)].map(([, language, text]) => ({
    language,
    text: text as string,
  }));
  const commands = blocks.filter(({ language }) => language === 'sh');
  expect(commands.length).toBeGreaterThanOrEqual(12);

  const script = commands
    .map(({ text }) => `${text}\necho; echo '${MARK}'\n`)
    .join('')
    .replaceAll('http://localhost:4100', server.url);
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script]);
  const answers = stdout
    .split(MARK)
    .slice(0, -1)
    .map((text) => JSON.parse(text) as Record<string, unknown>);
  expect(answers).toHaveLength(commands.length);

  const shown = commands.map((command) => {
    const next = blocks[blocks.indexOf(command) + 1];
    return next?.language === 'json' ? (JSON.parse(next.text) as Record<string, unknown>) : undefined;
  });
  shown.forEach((example, index) => {
    if (!example) return;
    const answer = answers[index] as Record<string, unknown>;
    expect(Object.keys(answer).sort()).toEqual(Object.keys(example).sort());
    // Deeper only where the example is whole: profiles and projections are this book's own.
    for (const key of ['reader', 'chapters', 'error']) expect(shapeOf(answer[key])).toEqual(shapeOf(example[key]));
  });

  const called = answers.flatMap((answer) => Object.keys(answer));
  for (const key of ['token', 'onboarding', 'answered', 'facets', 'edits', 'cleared', 'error', 'openapi'])
    expect(called).toContain(key);
  const personalized = answers.filter((answer) => 'edits' in answer);
  expect(personalized[0]?.['edits']).not.toEqual([]);
  expect(new Set(personalized.map((answer) => answer['variant'])).size).toBe(2);
  expect(answers.find((answer) => 'cleared' in answer)).toEqual({ cleared: 1 });
});

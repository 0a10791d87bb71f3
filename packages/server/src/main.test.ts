import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createClient, ServiceError, type Client } from '@attune/contract/client';
import { openStore } from '@attune/store';
import { findEmbedded } from '@attune/store/embedded';
import { createTestDatabase } from '@attune/store/testing';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen } from './listen.ts';
import { migrateDatabase, startServer, type RunningServer, type ServerOptions } from './main.ts';
import { NODES } from './testing/demo-book.ts';
import { writeDemoSite } from './testing/demo-site.ts';

let siteDir: string;
const running: RunningServer[] = [];

beforeEach(async () => {
  siteDir = await writeDemoSite();
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
  await rm(siteDir, { recursive: true, force: true });
});

async function start(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({
    siteDir,
    port: 0,
    logger: pino({ level: 'silent' }),
    environment: {},
    ...options,
  });
  running.push(server);
  return server;
}
/** Whether the embedded server of the site's data folder has its mark there. */
async function isDatabaseUp(): Promise<boolean> {
  const files = await readdir(join(siteDir, '.attune'), { recursive: true });
  return files.some((file) => file.endsWith('postmaster.pid'));
}
const failureCode = (error: unknown): string => (error instanceof ServiceError ? error.code : String(error));

async function readerOf(url: string): Promise<{ client: Client; token: string }> {
  const { token } = await createClient({ baseUrl: url }).createReader();
  return { client: createClient({ baseUrl: url, token: () => token }), token };
}
async function revisionAt(url: string): Promise<string> {
  const { chapters } = await createClient({ baseUrl: url }).chapters();
  return chapters[0]?.revision ?? '';
}

test('one process and one address are the whole product, and a second start finds what the first kept', async () => {
  let ready = '';
  const first = await start({ onReady: (url) => (ready = url) });
  expect(ready).toBe(first.url);
  expect(await (await fetch(first.url)).text()).toBe('<h1>Physical AI</h1>');
  expect(await (await fetch(`${first.url}/docs/nodes`)).text()).toBe('<h1>Nodes</h1>');
  expect((await fetch(`${first.url}/v1/health`)).status).toBe(200);

  const { client, token } = await readerOf(first.url);
  await client.submitOnboarding({ profile: { programming_experience: 'Beginner' }, state: 'done' });
  const made = await client.personalize({ chapter: NODES, revision: await revisionAt(first.url) });
  expect(made).toMatchObject({ current: true, cached: false });
  expect(made.edits.length).toBeGreaterThan(0);
  await first.close();

  const started = performance.now();
  const second = await start();
  expect(performance.now() - started).toBeLessThan(5_000);
  const again = createClient({ baseUrl: second.url, token: () => token });
  expect(await again.getPreferences()).toMatchObject({
    answered: { programming_experience: 'Beginner' },
    onboarding: 'done',
  });
  expect(await again.personalize({ chapter: NODES, revision: made.revision })).toEqual({ ...made, cached: true });
  expect((await stat(join(siteDir, '.attune', 'secret'))).mode & 0o777).toBe(0o600);
});

test('an edit while it runs: the page’s revision is still answered, and told apart from the present', async () => {
  const { url } = await start({ watch: true });
  const { client } = await readerOf(url);
  const before = await revisionAt(url);
  await pause(300);
  await appendFile(join(siteDir, 'docs/nodes.mdx'), '\nOne paragraph more.\n');
  await expect.poll(() => revisionAt(url), { timeout: 10_000 }).not.toBe(before);
  expect(await client.personalize({ chapter: NODES, revision: before })).toMatchObject({
    revision: before,
    current: false,
  });
  const between = await revisionAt(url);
  expect(await client.personalize({ chapter: NODES, revision: between })).toMatchObject({
    revision: between,
    current: true,
  });

  await appendFile(join(siteDir, 'docs/nodes.mdx'), '\nAnd another.\n');
  await expect.poll(() => revisionAt(url), { timeout: 10_000 }).not.toBe(between);
  expect(await client.personalize({ chapter: NODES, revision: between })).toMatchObject({
    revision: between,
    current: false,
  });
});

test('an edit between two starts: the former revision is still known', async () => {
  const first = await start();
  const before = await revisionAt(first.url);
  await first.close();
  await appendFile(join(siteDir, 'docs/nodes.mdx'), '\nOne paragraph more.\n');
  const second = await start();
  const { client } = await readerOf(second.url);
  expect(await client.personalize({ chapter: NODES, revision: before })).toMatchObject({ current: false });
});

test('any Postgres by DATABASE_URL, with no embedded one beside it', async () => {
  const database = await createTestDatabase({ empty: true });
  const server = await start({
    environment: { DATABASE_URL: database.url, ATTUNE_SECRET: 'kJ8w2fZ5tQ9xR1mV7yB3nL6pD4sG0hC+' },
  });
  await (await readerOf(server.url)).client.getPreferences();
  await server.close();
  await expect(stat(join(siteDir, '.attune'))).rejects.toThrow('ENOENT');
  await database.drop();
});

test('jobs have a schedule in the embedded database too, and nothing of them is there where they are off', async () => {
  const schedules = async (): Promise<unknown[]> => {
    const store = openStore({ url: (await findEmbedded(join(siteDir, '.attune', 'postgres'))) ?? '' });
    const { rows } = await store.pool
      .query('select name from attune_jobs.schedule order by name')
      .catch(({ code }: { code: string }) => ({ rows: [code] }));
    await store.close();
    return rows;
  };
  await start({ environment: { ATTUNE_JOBS: 'off' } });
  expect(await schedules()).toEqual(['42P01']);
  await running.pop()?.close();
  await start();
  await expect.poll(schedules).toEqual([{ name: 'roll-up' }, { name: 'sweep' }]);
  await running.pop()?.close();
  const config = `export default { models: { chain: ['ollama/any'], afterChange: 'regenerate' } };`;
  await writeFile(join(siteDir, 'attune.config.mjs'), config);
  await start();
  await expect.poll(schedules).toEqual([{ name: 'regenerate' }, { name: 'roll-up' }, { name: 'sweep' }]);
});

test('a node is alive from the first moment on, and ready when the database is migrated', async () => {
  const database = await createTestDatabase({ empty: true });
  const store = openStore(database);
  const migrating = await store.pool.connect();
  await migrating.query('begin; select pg_advisory_xact_lock(8242570183746)');
  const free = await listen(() => new Response(), { host: '127.0.0.1', port: 0 });
  await free.close();
  const environment = { DATABASE_URL: database.url, ATTUNE_SECRET: 'kJ8w2fZ5tQ9xR1mV7yB3nL6pD4sG0hC+' };
  const starting = start({ port: Number(new URL(free.url).port), environment });
  const statuses = async (): Promise<number[]> =>
    Promise.all(['/v1/health/live', '/v1/health'].map(async (path) => (await fetch(`${free.url}${path}`)).status));
  await expect.poll(() => statuses().catch(() => [])).toEqual([200, 503]);
  await migrating.query('commit');
  migrating.release();
  await starting;
  expect(await statuses()).toEqual([200, 200]);
  await running.pop()?.close();
  await store.close();
  await database.drop();
});

test('the database is migrated alone: what was applied is named once, and nothing is left running', async () => {
  const options = { siteDir, logger: pino({ level: 'silent' }), environment: {} };
  const applied = await migrateDatabase(options);
  expect(applied[0]).toMatch(/^0001/);
  expect(await isDatabaseUp()).toBe(false);
  expect(await migrateDatabase(options)).toEqual([]);

  const database = await createTestDatabase({ empty: true });
  const other = { ...options, environment: { DATABASE_URL: database.url } };
  expect(await migrateDatabase(other)).toEqual(applied);
  expect(await migrateDatabase(other)).toEqual([]);
  await database.drop();
});

test('a port in use ends the start with a way out, and nothing is left running', async () => {
  const first = await start();
  const port = Number(new URL(first.url).port);
  await expect(start({ port })).rejects.toThrow(
    `Port ${port} is in use. Stop what uses it, or choose another with --port ${port + 1}`,
  );
  expect((await fetch(`${first.url}/v1/health`)).status).toBe(200);
});

test('a site that is not built ends the start, and frees the port and the database', async () => {
  await rm(join(siteDir, 'build'), { recursive: true });
  const free = await listen(() => new Response(), { host: '127.0.0.1', port: 0 });
  await free.close();
  const port = Number(new URL(free.url).port);
  await expect(start({ port })).rejects.toThrow('attune/book.json');
  expect(await isDatabaseUp()).toBe(false);
  const again = await listen(() => new Response(), { host: '127.0.0.1', port });
  await again.close();
});

test('at the end requests under way are answered in full and all uses are in the log', async () => {
  const database = await createTestDatabase({ empty: true });
  const server = await start({
    environment: { DATABASE_URL: database.url, ATTUNE_SECRET: 'kJ8w2fZ5tQ9xR1mV7yB3nL6pD4sG0hC+' },
  });
  const { client } = await readerOf(server.url);
  const revision = await revisionAt(server.url);
  const calls = Array.from({ length: 40 }, () =>
    client.personalize({ chapter: NODES, revision }).then(() => 'answered', failureCode),
  );
  await pause(20);
  await server.close();
  const outcomes = await Promise.all(calls);
  expect(outcomes).toContain('answered');
  // What came too late was not taken; nothing that was taken went wrong.
  expect(outcomes.filter((outcome) => outcome !== 'answered' && outcome !== 'unreachable')).toEqual([]);

  const store = openStore(database);
  const { rows } = await store.pool.query('select count(*)::int as count from personalization_log');
  expect(rows[0].count).toBe(outcomes.filter((outcome) => outcome === 'answered').length);
  await store.close();
  await database.drop();
});

test('SIGTERM: what is under way is finished, the database is stopped, the process ends by itself', async () => {
  const code = `
    import { startServer } from ${JSON.stringify(new URL('./main.ts', import.meta.url).href)};
    await startServer({ siteDir: ${JSON.stringify(siteDir)}, port: 0, environment: { ATTUNE_LOG: 'silent' }, onReady: (url) => console.log(url) });`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  expect((await fetch(`${String(url).trim()}/v1/health`)).status).toBe(200);
  expect(await isDatabaseUp()).toBe(true);
  child.kill('SIGTERM');
  const [exitCode, signal] = (await once(child, 'exit')) as [number | null, string | null];
  expect([exitCode, signal]).toEqual([0, null]);
  expect(await isDatabaseUp()).toBe(false);
});

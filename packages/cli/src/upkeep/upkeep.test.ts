import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore, type Statistics, type Store } from '@attune/store';
import { startEmbedded } from '@attune/store/embedded';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { attune, type Run, temporaryFolder } from '../testing/attune.ts';

const [NODES, SAFETY] = ['default/current/en/03-nodes', 'default/current/en/12-safety'];
const MODEL = 'anthropic/example';
const HASH = 'a'.repeat(64);
const TRACE = /^ {4}at /m;

describe('of the database', () => {
  let database: TestDatabase;
  let store: Store;
  let site = '';
  let readers: string[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    store = openStore({ url: database.url });
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });
  const run = async (...args: string[]): Promise<Run> => {
    const result = await attune([...args, site], { environment: { DATABASE_URL: database.url } });
    expect(result.stderr).not.toMatch(TRACE);
    return result;
  };
  const said = async (...args: string[]): Promise<string> => {
    const { exitCode, stderr, stdout } = await run(...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    return stdout;
  };

  beforeEach(async () => {
    site = await temporaryFolder();
    await store.pool.query(
      'truncate users, variants, personalization_log, usage_days, response_times, model_calls cascade',
    );
    await store.revisions.publish(
      [NODES, SAFETY].map((chapter) => ({ chapter, revision: 'r', path: 'c.md', source: '#' })),
    );
    const ids = await store.pool.query<{ id: string }>(
      'insert into users select from generate_series(1, 6) returning id',
    );
    readers = ids.rows.map(({ id }) => id);
    for (const chapter of [NODES, SAFETY]) await addChapter(chapter);
  });

  /** A page of it that all readers have opened. */
  async function addChapter(chapter: string): Promise<void> {
    const made = { variant: HASH, revision: HASH, projection: {}, profileHash: HASH, edits: [], tags: ['glossary'] };
    const makers = [{ model: MODEL, prompts: 'p', at: '2026-11-20T00:00:00.000Z' }];
    await store.variants.putVariant(chapter, { ...made, chapter, makers });
    for (const userId of readers)
      await store.references.touch({ userId, chapter, profileHash: HASH, variantKey: chapter });
    const use = {
      chapterId: chapter,
      transformationType: 'glossary',
      responseTimeMs: 4,
      cached: true,
      llmProvider: null,
    };
    await store.log.append(readers.slice(0, chapter === NODES ? 6 : 4).map((userId) => ({ ...use, userId })));
  }
  const pages = async (): Promise<number> => (await store.pool.query('select from variants')).rowCount ?? 0;

  describe('stats', () => {
    test('prints tables, without the numbers of fewer than five readers', async () => {
      await store.modelCalls.add([
        {
          ...{ at: new Date(), chapter: NODES, kind: 'plan', model: MODEL, input: 1234, cacheRead: 0, cacheWrite: 0 },
          ...{
            output: 56,
            estimated: false,
            usd: 0.125,
            ms: 1,
            firstTextMs: 1,
            outcome: 'ok',
            fallback: false,
            attempt: 1,
          },
        },
      ]);
      const text = await said('stats', '--days', '7');
      const first = new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10);
      expect(text).toContain(`Since ${first} (UTC). Numbers of fewer than 5 readers are not shown.`);
      expect(text).toContain('10 requests, 100.0 % answered from the cache.');
      expect(text).toMatch(new RegExp(`^${NODES} +6 +6 +100\\.0 %$`, 'm'));
      expect(text).not.toContain(SAFETY);
      expect(text).toContain('Chapters with fewer than 5 readers: 1, not shown.');
      expect(text).toMatch(/^from the cache +10 +4\.0 +4\.0$/m);
      expect(text).toContain('Cached: 2 pages of 2 chapters, 0.0 kB of edits each; held by 6 readers in 12 entries.');
      expect(text).toMatch(/^anthropic +1 +0 +0 +1,234 +0 +0 +56 +0\.13$/m);
    });

    test('--json prints the same as one object', async () => {
      const statistics = JSON.parse(await said('stats', '--json')) as Statistics;
      expect(statistics.usage).toEqual({ requests: 10, hitRatePercent: 100 });
      expect(statistics.chapters).toEqual([{ chapter: NODES, requests: 6, readers: 6, hitRatePercent: 100 }]);
      expect(statistics).toMatchObject({
        hiddenChapters: 1,
        minReaders: 5,
        cache: { variants: 2, entries: 12, readers: 6 },
      });
    });

    test('says so where there is nothing to tell', async () => {
      await store.pool.query('truncate users, variants, personalization_log, usage_days cascade');
      const text = await said('stats');
      expect(text).toContain('Fewer than 5 known readers.');
      expect(text).toContain('Cached: 0 pages of 0 chapters; held by fewer than 5 readers.');
      expect(text).toContain('No model was called.');
    });
  });

  describe('clear', () => {
    test('clears one chapter, by the end of its id, and says how many of each', async () => {
      expect(await said('clear', '--chapter', '03-nodes', '--dry-run')).toBe(
        'Would be cleared:\n1 pages\n6 readers’ references to pages\n',
      );
      expect(await pages()).toBe(2);
      expect(await said('clear', '--chapter', '03-nodes')).toBe('Cleared:\n1 pages\n6 readers’ references to pages\n');
      expect(await pages()).toBe(1);
      expect(await said('clear', '--chapter', '03-nodes')).toBe('Nothing to clear: none of that is kept.\n');
    });

    test('clears a reader’s references, what a transformation or a model made, or all', async () => {
      expect(await said('clear', '--reader', readers[0]!)).toBe('Cleared:\n2 readers’ references to pages\n');
      expect(await said('clear', '--tag', 'other')).toContain('Nothing');
      expect(await said('clear', '--tag', 'glossary', '-n')).toContain('2 pages\n10 readers’');
      expect(await said('clear', '--model', MODEL, '-n')).toContain('2 pages\n10 readers’');
      expect(await said('clear', '--all')).toContain('2 pages\n10 readers’');
      expect(await pages()).toBe(0);
    });

    test.each([
      [[], 'nothing says what to clear\n→ give one of --chapter, --reader, --tag, --model and --all\n'],
      [['--all', '--tag', 'x'], 'more than one thing says what to clear\n→ give one of --chapter'],
      [['--reader', 'ada'], 'ada is no reader’s id\n→ give the UUID'],
    ])('%j is refused before anything is cleared', async (args, reason) => {
      const { exitCode, stderr, stdout } = await run('clear', ...args);
      expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
      expect(stderr).toContain(reason);
      expect(await pages()).toBe(2);
    });

    test('asks which, where a name is the end of several ids', async () => {
      const more = { revision: 'r', path: 'c.md', source: '#' };
      await store.revisions.publish([{ ...more, chapter: 'default/current/ur/03-nodes' }]);
      const { exitCode, stderr } = await run('clear', '--chapter', '03-nodes');
      expect(exitCode).toBe(1);
      expect(stderr).toBe(
        `more than one chapter is called 03-nodes\n→ one of: ${NODES}, default/current/ur/03-nodes\n`,
      );
      await store.pool.query("delete from chapter_revisions where chapter like '%/ur/%'");
    });
  });

  describe('sweep', () => {
    test('sweeps by the time to live that is given, and says how many of each', async () => {
      await store.pool.query("update variants set last_used_at = now() - interval '8 days'");
      await store.pool.query("update variant_references set last_used_at = now() - interval '8 days'");
      const none = await said('sweep');
      expect(none).toMatch(
        /^Nothing to sweep\.\nPartitions made for the log: (personalization_log_\d{4}_\d\d(, |\n)){3}$/,
      );
      expect(await said('sweep', '--days', '7')).toBe('Swept:\n2 pages\n12 readers’ references to pages\n');
      expect(await said('sweep', '--days', '7')).toBe('Nothing to sweep.\n');
    });

    test.each(['0', '1.5', '40000'])('--days %s is refused', async (days) => {
      const { exitCode, stderr } = await run('sweep', '--days', days);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('it is a whole number from 1 to 36500');
    });
  });
});

test.each([['stats'], ['clear', '--all'], ['sweep']])(
  '%s: where there is no database yet none is made',
  async (...args) => {
    const site = await temporaryFolder();
    const { exitCode, stderr, stdout } = await attune([...args, site]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(
      /^there is no database in .+ yet\n→ name the folder of the site that is served, or set DATABASE_URL\n$/,
    );
    await expect(access(join(site, '.attune', 'postgres'))).rejects.toThrow('ENOENT');
  },
);

test('an embedded database is worked on beside the process that runs it, and by itself', async () => {
  const site = await temporaryFolder();
  const environment = { ATTUNE_DATA: site };
  const server = await startEmbedded({ dataDir: join(site, 'postgres') });
  onTestFinished(() => server.stop());
  const beside = await attune(['stats', site], { environment });
  expect(beside).toMatchObject({ exitCode: 0, stderr: '' });
  expect(beside.stdout).toContain('No model was called.');
  expect(server.pid).toBeDefined();
  await server.stop();
  expect(await attune(['stats', site], { environment })).toEqual(beside);
});

import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type LogEntry, type ModelCall, openStore } from './index.ts';
import { exampleVariant, useTestStore } from './testing/open-test-store.ts';
import { GROWTH, timeOf } from './time-buckets.ts';

const DAY = 86_400_000;
const since = new Date('2026-11-01T00:00:00Z');
const NOON = new Date('2026-11-10T12:00:00Z');

describe('statistics', () => {
  const it = useTestStore();
  let readers: string[] = [];
  beforeEach(async () => {
    await it.store.clear({ all: true });
    for (const table of [
      'personalization_log',
      'uncounted_days',
      'usage_days',
      'response_times',
      'cache_counts',
      'reader_counts',
      'model_calls',
      'users cascade',
    ])
      await it.store.pool.query(`truncate ${table}`);
    readers = await Promise.all(Array.from({ length: 6 }, () => it.addUser()));
  });

  const use = (change: Partial<LogEntry> = {}): LogEntry => ({
    userId: null,
    chapterId: 'chapter',
    transformationType: 'none',
    responseTimeMs: 10,
    cached: true,
    llmProvider: null,
    createdAt: NOON,
    ...change,
  });
  /** One use of each of that many readers. */
  const uses = (count: number, change: Partial<LogEntry> = {}): LogEntry[] =>
    readers.slice(0, count).map((userId) => use({ ...change, userId }));
  const call = (change: Partial<ModelCall> = {}): ModelCall => ({
    ...{ at: NOON, chapter: 'a', kind: 'section', model: 'anthropic/one', input: 100, cacheRead: 10, cacheWrite: 20 },
    ...{
      output: 5,
      estimated: false,
      usd: 0.25,
      ms: 900,
      firstTextMs: 100,
      outcome: 'ok',
      fallback: false,
      attempt: 1,
    },
    ...change,
  });

  async function read(from = since) {
    await it.store.rollUp();
    return it.store.statistics({ since: from });
  }

  describe('of use', () => {
    test('say which chapters are asked for most, and how often they were there', async () => {
      await it.store.log.append([
        ...uses(6, { chapterId: 'much' }),
        ...uses(6, { chapterId: 'much', cached: false }),
        ...uses(5, { chapterId: 'less' }),
      ]);
      const { chapters, usage } = await read();
      expect(chapters).toEqual([
        { chapter: 'much', requests: 12, readers: 6, hitRatePercent: 50 },
        { chapter: 'less', requests: 5, readers: 5, hitRatePercent: 100 },
      ]);
      expect(usage).toEqual({ requests: 17, hitRatePercent: (11 / 17) * 100 });
    });

    test('leave out chapters and answers of fewer than five readers, and say how many chapters', async () => {
      await it.store.log.append([
        ...uses(6, { chapterId: 'open' }),
        ...uses(4, { chapterId: 'few' }),
        ...uses(4, { chapterId: 'few' }),
        ...uses(4, { chapterId: 'few', cached: false }),
        ...Array.from({ length: 20 }, () => use({ chapterId: 'nobody known' })),
      ]);
      const { chapters, hiddenChapters, responseTimes, minReaders } = await read();
      expect(chapters.map(({ chapter }) => chapter)).toEqual(['open']);
      expect({ hiddenChapters, minReaders }).toEqual({ hiddenChapters: 2, minReaders: 5 });
      expect(responseTimes.map(({ cached }) => cached)).toEqual([true]);
    });

    test('tell nothing at all of four readers', async () => {
      await it.store.log.append([...uses(4), ...uses(4, { chapterId: 'other' })]);
      expect(await read()).toMatchObject({ usage: null, chapters: [], hiddenChapters: 2, responseTimes: [] });
    });

    test('count readers of the time asked for, and not those who are deleted', async () => {
      const later = new Date(NOON.getTime() + 10 * DAY);
      await it.store.log.append([...uses(6), ...uses(3, { createdAt: later })]);
      expect((await read()).chapters).toMatchObject([{ readers: 6, requests: 9 }]);
      expect(await read(later)).toMatchObject({ chapters: [], hiddenChapters: 1, usage: null });
      for (const id of readers.slice(0, 2)) await it.removeUser(id);
      expect((await read()).chapters).toEqual([]);
    });

    test('are of whole days in UTC from that one on', async () => {
      const [before, first] = ['2026-11-09T23:59:59.999Z', '2026-11-10T00:00:00Z'];
      await it.store.log.append(
        [before, first].flatMap((time) => uses(5, { createdAt: new Date(time), chapterId: time })),
      );
      await it.store.modelCalls.add([call({ at: new Date(first) }), call({ at: new Date('2026-11-08T23:59:59Z') })]);
      // Wherever the database is.
      const { connectionString = '' } = it.store.pool.options;
      const away = openStore({ url: `${connectionString}&options=-c%20TimeZone%3DAsia/Karachi` });
      onTestFinished(() => away.close());
      expect(await away.rollUp()).toEqual({ days: ['2026-11-09', '2026-11-10'] });
      const read = async (time: string) => {
        const { chapters, since: from, spending } = await away.statistics({ since: new Date(time) });
        expect(spending.days.map(({ name }) => name)).toEqual(['2026-11-10']);
        return [from, ...chapters.map(({ chapter, requests }) => [chapter, requests])];
      };
      expect(await read('2026-11-10T18:00:00Z')).toEqual(['2026-11-10', [first, 5]]);
      expect(await read('2026-11-09T00:00:00Z')).toEqual(['2026-11-09', [before, 5], [first, 5]]);
    });

    test('are empty before anybody has read, and before the first roll-up', async () => {
      const nothing = { usage: null, chapters: [], hiddenChapters: 0, responseTimes: [] };
      expect(await it.store.statistics({ since })).toMatchObject({
        ...nothing,
        cache: { countedAt: null, variants: 0 },
      });
      expect(await read()).toMatchObject(nothing);
    });
  });

  describe('of times', () => {
    const logTimes = (times: readonly number[], change: Partial<LogEntry> = {}) =>
      it.store.log.append([
        ...uses(5, { ...change, responseTimeMs: times[0]! }),
        ...times.slice(5).map((responseTimeMs) => use({ ...change, responseTimeMs })),
      ]);

    test('are by whether it was there: how many, their mean, and the 95th percentile', async () => {
      await logTimes([2, 2, 2, 2, 2, ...Array.from({ length: 95 }, () => 4)]);
      await logTimes([4000, 0, 0, 0, 0], { cached: false });
      const { responseTimes } = await read();
      expect(responseTimes).toEqual([
        { cached: true, requests: 100, meanMs: 3.9, p95Ms: expect.closeTo(4, 1) as number },
        { cached: false, requests: 5, meanMs: 4000, p95Ms: expect.closeTo(4000, -2) as number },
      ]);
    });

    test('have a percentile within one part in a hundred of the true one, over any days', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 3_600_000 })), {
            minLength: 6,
            maxLength: 200,
          }),
          async (times) => {
            await it.store.pool.query('truncate personalization_log, usage_days, response_times');
            const all = times.map((time, index) =>
              use({
                userId: readers[index % 6]!,
                responseTimeMs: time,
                createdAt: new Date(NOON.getTime() + (index % 3) * DAY),
              }),
            );
            await it.store.log.append(all);
            const rank = Math.ceil(0.95 * times.length) - 1;
            const exact = times.toSorted((a, b) => a - b)[rank]!;
            const { responseTimes } = await read();
            expect(Math.abs(responseTimes[0]!.p95Ms - exact)).toBeLessThanOrEqual(exact * 0.01 + 1e-6);
          },
        ),
        { numRuns: 25 },
      );
    });

    test('stand for ranges that follow one another without a gap', () => {
      for (let bucket = 0; bucket < 760; bucket += 1) {
        const [low, high, middle] = [GROWTH ** (bucket - 1), GROWTH ** bucket, timeOf(bucket)];
        expect(Math.max(middle / low - 1, 1 - middle / high)).toBeLessThanOrEqual(0.0101);
      }
      expect(timeOf(-1)).toBe(0);
      expect(Math.ceil(Math.log(3_600_000) / Math.log(GROWTH))).toBe(755);
    });
  });

  describe('of the cache', () => {
    test('are what was last counted: variants, entries, readers, chapters, and their mean size', async () => {
      for (const [chapter, count] of [
        ['a', 5],
        ['b', 1],
      ] as const) {
        await it.store.variants.putVariant(chapter, exampleVariant({ chapter }));
        for (const userId of readers.slice(0, count))
          await it.store.references.touch({ userId, chapter, profileHash: 'd'.repeat(64), variantKey: chapter });
      }
      const meanBytes = Buffer.byteLength(JSON.stringify(exampleVariant().edits));
      const { cache } = await read();
      expect(cache).toEqual({
        countedAt: expect.any(Date) as Date,
        variants: 2,
        chapters: 2,
        meanBytes,
        entries: 6,
        readers: 5,
      });
      await it.removeUser(readers[0]!);
      await it.store.clear({ chapter: 'b' });
      expect((await it.store.statistics({ since })).cache).toEqual(cache);
      expect((await read()).cache).toMatchObject({ variants: 1, chapters: 1, entries: null, readers: null });
      await it.store.clear({ all: true });
      expect((await read()).cache).toMatchObject({ variants: 0, chapters: 0, meanBytes: null });
    });
  });

  describe('of what models cost', () => {
    const spent = {
      calls: 1,
      failures: 0,
      fallbacks: 0,
      input: 100,
      cacheRead: 10,
      cacheWrite: 20,
      output: 5,
      usd: 0.25,
      unpriced: 0,
    };

    test('are by day, chapter, provider and model, with failures and fallbacks', async () => {
      const next = new Date(NOON.getTime() + DAY);
      await it.store.modelCalls.add([
        call(),
        call({ chapter: 'b', model: 'anthropic/two', outcome: 'unavailable', usd: 0.5 }),
        call({ chapter: null, at: next, model: 'openai/a/b', fallback: true, usd: null, outcome: 'aborted' }),
        call({ at: new Date(since.getTime() - 1) }),
      ]);
      const { spending } = await read();
      expect(spending.all).toEqual({
        calls: 3,
        failures: 1,
        fallbacks: 1,
        input: 300,
        cacheRead: 30,
        cacheWrite: 60,
        output: 15,
        usd: 0.75,
        unpriced: 1,
      });
      const names = (kind: 'days' | 'chapters' | 'providers' | 'models') =>
        spending[kind].map(({ name, calls }) => [name, calls]);
      expect(names('days')).toEqual([
        ['2026-11-11', 1],
        ['2026-11-10', 2],
      ]);
      expect(names('chapters')).toEqual([
        ['b', 1],
        ['a', 1],
        ['', 1],
      ]);
      expect(names('providers')).toEqual([
        ['anthropic', 2],
        ['openai', 1],
      ]);
      expect(names('models')).toEqual([
        ['anthropic/two', 1],
        ['anthropic/one', 1],
        ['openai/a/b', 1],
      ]);
      expect(spending.models[1]).toEqual({ name: 'anthropic/one', ...spent });
    });

    test('are nothing where no model was called', async () => {
      const { spending } = await read();
      expect(spending).toMatchObject({ all: { calls: 0, usd: 0 }, days: [], chapters: [], providers: [], models: [] });
    });
  });
});

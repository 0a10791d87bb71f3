import { describe, expect, test } from 'vitest';
import type { Identified, LogEntry } from '../ports.ts';
import { createUses, type Use, type Uses } from './uses.ts';

const pointer = { variant: 'v', key: 'k', chapter: 'a', tags: ['glossary'], model: 'anthropic/example' };
const use = (change: Partial<Use> = {}): Use => ({
  pointer,
  profileHash: 'p',
  milliseconds: 1,
  at: new Date(0),
  ...change,
});

interface Noted {
  readonly uses: Uses;
  readonly rows: LogEntry[];
  readonly touched: string[];
  readonly asked: string[];
  readonly failures: unknown[];
  database: 'there' | 'away';
}

function noted(): Noted {
  const [rows, touched, asked, failures]: [LogEntry[], string[], string[], unknown[]] = [[], [], [], []];
  const it: Omit<Noted, 'uses'> = { rows, touched, asked, failures, database: 'there' };
  const answer = <Result>(result: Result): Promise<Result> =>
    it.database === 'there' ? Promise.resolve(result) : Promise.reject(new Error('away'));
  const uses = createUses({
    identity: {
      identify(token): Promise<Identified> {
        asked.push(token);
        return answer(
          token.startsWith('over') ? { state: 'expired' } : { state: 'reader', id: token, anonymous: true },
        );
      },
    },
    references: {
      touch: ({ userId, variantKey }) => answer(touched.push(`${userId} ${variantKey}`)),
      use: async (variantKey) => void (await answer(touched.push(`nobody ${variantKey}`))),
    },
    log: { append: (entry) => rows.push(entry) },
    onFailure: (error) => failures.push(error),
  });
  return Object.assign(it, { uses });
}

describe('uses that wait together', () => {
  test('are all in the log, and cost one look at the session and one reference for each reader and page', async () => {
    const { uses, rows, touched, asked } = noted();
    for (let count = 0; count < 5; count += 1) uses.note(use({ token: 'ada' }));
    uses.note(use({ token: 'ada', pointer: { ...pointer, key: 'other' } }));
    uses.note(use({ token: 'omar' }));
    uses.note(use());
    await uses.flush();
    expect(asked).toEqual(['ada', 'omar']);
    expect(touched).toEqual(['ada k', 'ada other', 'omar k', 'nobody k']);
    expect(rows.map(({ userId }) => userId)).toEqual([...Array.from({ length: 6 }, () => 'ada'), 'omar', null]);
    expect(rows[0]).toEqual({
      userId: 'ada',
      chapterId: 'a',
      transformationType: 'glossary',
      responseTimeMs: 1,
      cached: true,
      llmProvider: 'anthropic',
      createdAt: new Date(0),
    });
  });

  test('of a session that is over are credited to nobody, and its token is known from then on', async () => {
    const { uses, rows, touched } = noted();
    uses.note(use({ token: 'over' }));
    expect(uses.isOver('over')).toBe(false);
    await uses.flush();
    expect([rows, touched]).toEqual([[], []]);
    expect([uses.isOver('over'), uses.isOver('ada')]).toEqual([true, false]);
  });

  test('wait while the database is away, and are noted once when it is back, with their own times', async () => {
    const it = noted();
    it.database = 'away';
    for (const token of ['ada', 'omar']) it.uses.note(use({ token, at: new Date(7) }));
    await it.uses.flush();
    expect([it.rows, it.failures.length]).toEqual([[], 1]);
    it.uses.note(use({ token: 'ada', at: new Date(8) }));
    it.database = 'there';
    await it.uses.flush();
    await it.uses.flush();
    expect(it.rows.map(({ userId, createdAt }) => [userId, createdAt?.getTime()])).toEqual([
      ['ada', 7],
      ['ada', 8],
      ['omar', 7],
    ]);
  });

  test('are bounded: beyond ten thousand the newest are lost, and no request hears of it', async () => {
    const it = noted();
    it.database = 'away';
    for (let count = 0; count < 10_050; count += 1) it.uses.note(use({ token: 'ada', milliseconds: count }));
    await it.uses.flush();
    it.database = 'there';
    await it.uses.flush();
    expect(it.rows).toHaveLength(10_000);
    expect(it.rows.at(-1)?.responseTimeMs).toBe(9_999);
  });

  test('are written at the end', async () => {
    const { uses, rows } = noted();
    uses.note(use({ token: 'ada' }));
    await uses.close();
    expect(rows).toHaveLength(1);
  });
});

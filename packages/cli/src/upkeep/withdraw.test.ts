import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attune, type Run, temporaryFolder } from '../testing/attune.ts';

const CHAPTER = 'default/current/en/03-nodes';
const hashOf = (letter: string): string => letter.repeat(64);

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore({ url: database.url });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

async function keep(variant: string): Promise<void> {
  const made = { variant, revision: hashOf('0'), projection: {}, profileHash: hashOf('0'), edits: [], tags: [] };
  await store.variants.putVariant(variant, { ...made, chapter: CHAPTER, makers: [] });
}
const withdraw = async (...args: string[]): Promise<Run> =>
  attune(['withdraw', await temporaryFolder(), ...args], { environment: { DATABASE_URL: database.url } });

test('takes a page back by its hash, tells all nodes, and says the reason and what a CDN is to purge', async () => {
  const [variant, other] = [hashOf('a'), hashOf('b')];
  await Promise.all([keep(variant), keep(other)]);
  const told: unknown[] = [];
  const leave = store.invalidations.subscribe((invalidation) => told.push(invalidation));
  // Of what was told before it listened it knows nothing, and says so.
  await expect.poll(() => told).toEqual([{ what: 'all' }]);
  const { exitCode, stdout, stderr } = await withdraw(variant, '--reason', 'says the opposite');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toBe(
    `Withdrawn: ${variant}\nReason: says the opposite\n1 page is gone from the database; all nodes drop it.\n` +
      `To purge at a CDN: /v1/variants/${variant}.json\n`,
  );
  expect(await store.variants.findServed(variant)).toBe('withdrawn');
  expect(await store.variants.findServed(other)).toMatchObject({ chapter: CHAPTER });
  await expect.poll(() => told).toContainEqual({ what: 'variant', variant });
  leave();
});

test('takes one back by its address, also what the database has no more', async () => {
  const address = `https://book.example/v1/variants/${hashOf('c')}.json`;
  const { exitCode, stdout } = await withdraw(`${address}?from=share`);
  expect(exitCode).toBe(0);
  expect(stdout).toBe(
    `Withdrawn: ${hashOf('c')}\nNo page of that hash was kept; its address answers 410 from now on all the same.\n` +
      `To purge at a CDN: ${address}\n`,
  );
  expect(await store.variants.findServed(hashOf('c'))).toBe('withdrawn');
});

test.each(['abc', 'A'.repeat(64), `https://book.example/${'d'.repeat(64)}`, 'https://book.example/v1/variants/d.json'])(
  '%s is refused, and nothing is withdrawn',
  async (named) => {
    const before = await store.pool.query('select from withdrawals');
    const { exitCode, stderr } = await withdraw(named);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/is no variant\n→ give the hash of a variant/);
    expect((await store.pool.query('select from withdrawals')).rowCount).toBe(before.rowCount);
  },
);

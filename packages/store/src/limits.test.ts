import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore, type Store } from './index.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';

let database: TestDatabase;
let stores: [Store, Store];
beforeAll(async () => {
  database = await createTestDatabase();
  stores = [openStore(database), openStore(database)];
});
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  await database.drop();
});

const allowance = { limit: 7, seconds: 3_600 };

test('of two hundred at once, on two nodes, exactly as many get one as there are', async () => {
  const taken = await Promise.all(
    Array.from({ length: 200 }, (_, index) => stores[index % 2]!.limits.take('many', allowance)),
  );
  expect(taken.filter(({ isTaken }) => isTaken)).toHaveLength(7);
  for (const one of taken.filter((each) => !each.isTaken))
    expect(one.isTaken || one.retryAfter).toSatisfy((after: number) => after > 3_500_000 && after <= 3_600_000);
});

test('each key has its own; what is given back can be taken again', async () => {
  const { limits } = stores[0];
  for (let count = 0; count < 7; count += 1) await limits.take('one', allowance);
  expect((await limits.take('one', allowance)).isTaken).toBe(false);
  expect((await limits.take('other', allowance)).isTaken).toBe(true);
  await limits.giveBack('one');
  expect((await limits.take('one', allowance)).isTaken).toBe(true);
  expect((await limits.take('one', allowance)).isTaken).toBe(false);
});

test('when its time is over counting begins anew, and what nobody uses any more is gone', async () => {
  const { limits } = stores[0];
  const { pool } = stores[0];
  for (const key of ['late', 'left']) for (let count = 0; count < 7; count += 1) await limits.take(key, allowance);
  await pool.query(`update limits set ends_at = now() - interval '1 second' where key in ('late', 'left')`);
  expect((await limits.take('late', allowance)).isTaken).toBe(true);
  const { rows } = await pool.query(`select key, used from limits where key in ('late', 'left')`);
  expect(rows).toEqual([{ key: 'late', used: 1 }]);
});

test('a class’s code is good until the class is over or ended, and is not in the database', async () => {
  const { classes, pool } = stores[0];
  const made = (await classes.create('9b', 2))!;
  expect(made.code).toMatch(/^[A-Z2-9]{12}$/);
  expect(await classes.create('9b', 2)).toBeUndefined();
  expect((await classes.find(` ${made.code.toLowerCase()}`))?.name).toBe('9b');
  expect(await classes.find('AAAAAAAAAAAA')).toBeUndefined();
  expect(JSON.stringify((await pool.query('select * from classes')).rows)).not.toContain(made.code);
  await pool.query(`update classes set expires_at = now()`);
  expect(await classes.find(made.code)).toBeUndefined();
  expect(await classes.list()).toEqual([]);
  const again = (await classes.create('9b', 1))!;
  expect(await classes.end('9b')).toBe(true);
  expect(await classes.end('9b')).toBe(false);
  expect(await classes.find(again.code)).toBeUndefined();
});

import { expect, inject, test } from 'vitest';
import { createTestDatabase, databaseUrl } from './testing.ts';
import { query } from './testing/query.ts';

test('test databases are migrated, apart from each other, and gone when dropped', async () => {
  const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  await query(one.url, "insert into users (name) values ('only here')");
  expect(await query(other.url, 'select name from users')).toEqual([]);
  await Promise.all([one.drop(), other.drop()]);
  await expect(query(one.url, 'select 1')).rejects.toThrow(/does not exist/);
});

test('the server of the run is where they are made', async () => {
  const database = await createTestDatabase({ empty: true });
  expect(databaseUrl(database.url, 'attune')).toBe(inject('attuneTestDatabaseUrl'));
  await database.drop();
});

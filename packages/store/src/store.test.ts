import { createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { DatabaseUnavailableError, isDatabaseUnavailable, openStore, type Store } from './index.ts';
import { createTestDatabase, databaseUrl } from './testing.ts';
import { query } from './testing/query.ts';

function open(url: string): Store {
  const store = openStore({ url, maxConnections: 2 });
  onTestFinished(() => store.close());
  return store;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const UNREACHABLE = [
  ['nobody listens on the port', () => 'postgresql://attune@127.0.0.1:1/attune'],
  ['nobody listens on localhost, whichever address that is', () => 'postgresql://attune@localhost:1/attune'],
  ['there is no such socket', () => 'postgresql:///attune?host=/nowhere&user=attune'],
  ['the host has no address', () => 'postgresql://attune@no-such-host.invalid/attune'],
  ['there is no such database', async () => databaseUrl((await testDatabase()).url, 'no_such_database')],
] as const;

async function testDatabase(): Promise<{ url: string }> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return database;
}

describe('a database that cannot be reached', () => {
  for (const [why, url] of UNREACHABLE) {
    test(`because ${why} is a DatabaseUnavailableError with its cause`, async () => {
      const store = open(await url());
      for (const work of [
        () => store.variants.findVariant('key'),
        () => store.migrate(),
        () => store.references.clear({ userId: NOBODY }),
        () => store.variants.forgetVariants('chapter'),
        () => store.adaptations.findAdaptations(['key']),
        () => store.adaptations.list(),
        () => store.modelCalls.spentSince(new Date()),
        () => store.clear({ all: true }),
        () => store.sweep(),
        () => store.rollUp(),
        () => store.statistics({ since: new Date() }),
      ]) {
        const failure = await work().catch((error: unknown) => error);
        expect(failure).toBeInstanceOf(DatabaseUnavailableError);
        expect((failure as Error).cause).toBeInstanceOf(Error);
        expect((failure as Error).message).toMatch(/^The database cannot be reached: ./);
      }
      expect(await store.health()).toEqual({ database: 'unreachable', migrations: 'pending' });
    });
  }

  test('is said so within two seconds when the server accepts and stays silent', async () => {
    // Closed last: a store that waits for it would wait its full five seconds.
    let store: Store | undefined;
    onTestFinished(() => store?.close());
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    });
    const { port } = silent.address() as { port: number };
    const start = Date.now();
    store = openStore({ url: `postgresql://attune@127.0.0.1:${port}/attune` });
    expect(await store.health()).toMatchObject({ database: 'unreachable' });
    expect(Date.now() - start).toBeLessThan(2_500);
  });

  test('after the store is closed is said so too, and closing twice is no error', async () => {
    const store = open((await testDatabase()).url);
    await store.variants.findVariant('key');
    await store.close();
    await store.close();
    await expect(store.variants.findVariant('key')).rejects.toBeInstanceOf(DatabaseUnavailableError);
  });
});

describe('an open store', () => {
  test('has asked nothing of the database before it is used', () => {
    expect(open('postgresql://attune@127.0.0.1:1/attune').pool.totalCount).toBe(0);
  });

  test('survives the loss of idle connections and of one within a transaction', async () => {
    const { url } = await testDatabase();
    const store = open(url);
    const kill = () =>
      query(
        url,
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      );
    await store.variants.findVariant('key');
    await kill();
    const transaction = store.db.transaction().execute(async (trx) => {
      await trx.selectFrom('users').select('id').execute();
      await kill();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await trx.selectFrom('users').select('id').execute();
    });
    await expect(transaction).rejects.toBeInstanceOf(DatabaseUnavailableError);
    // A connection just killed may still be handed out once.
    const found = () => store.variants.findVariant('key').catch((error: unknown) => error);
    await expect.poll(found).toBeUndefined();
  });

  test('tells of a broken connection in a line, and of none that breaks while it is closed', async () => {
    const told: unknown[] = [];
    const store = openStore({
      url: (await testDatabase()).url,
      log: (_level, message, fields) => told.push({ message, fields }),
    });
    await store.variants.findVariant('key');
    const broken = Object.assign(new Error('gone'), { code: '57P01', client: store.pool });
    store.pool.emit('error', broken, broken);
    await store.close();
    store.pool.emit('error', broken, broken);
    expect(told).toEqual([{ message: 'an idle database connection broke', fields: { reason: 'gone', code: '57P01' } }]);
  });

  test('leaves other errors as they are', async () => {
    const store = open((await testDatabase()).url);
    const failure = await store.preferences.find('not a uuid').catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: '22P02' });
    expect(isDatabaseUnavailable(failure)).toBe(false);
  });

  test('does not take a missing file for a missing database', () => {
    expect(isDatabaseUnavailable(Object.assign(new Error('no such file'), { code: 'ENOENT', syscall: 'open' }))).toBe(
      false,
    );
  });
});

import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Invalidation, openStore, type Store, type StoreOptions } from './index.ts';
import { createTestDatabase, type TestDatabase } from './testing.ts';
import { exampleVariant } from './testing/open-test-store.ts';
import { type DatabaseProxy, startDatabaseProxy } from './testing/database-proxy.ts';

interface Node {
  readonly store: Store;
  readonly told: Invalidation[];
}

let database: TestDatabase;
let proxy: DatabaseProxy;
let author: Store;
const nodes: Store[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  proxy = await startDatabaseProxy(database.url);
  author = openStore({ url: database.url });
  nodes.push(author);
});
afterEach(async () => {
  await Promise.all(nodes.splice(0).map((store) => store.close()));
  await proxy[Symbol.asyncDispose]();
  await database.drop();
});

/** A node that reaches the database through the proxy, and has been told to drop what it had before it listened. */
async function node(options: Partial<StoreOptions> = {}): Promise<Node> {
  const store = openStore({ url: proxy.url, ...options });
  nodes.push(store);
  const told: Invalidation[] = [];
  store.invalidations.subscribe((invalidation) => told.push(invalidation));
  await expect.poll(() => told.splice(0)).toEqual([{ what: 'all' }]);
  return { store, told };
}
const tell = (chapter: string): Promise<void> => author.invalidations.tell({ what: 'chapter', chapter });
const chapter = (id: string): Invalidation => ({ what: 'chapter', chapter: id });
const ALL: Invalidation = { what: 'all' };
const revision = (of: string, text: string) => ({ chapter: of, revision: text, path: 'a.md', source: text });

describe('what nodes are told to drop', () => {
  it('reaches each in order, and the one that told before it goes on', async () => {
    const [first, second] = [await node(), await node()];
    await first.store.invalidations.tell(chapter('a'));
    expect(first.told).toContainEqual(chapter('a'));
    await author.invalidations.tell({ what: 'variant', variant: 'f'.repeat(64) });
    await author.invalidations.tell({ what: 'all' });
    await expect
      .poll(() => second.told)
      .toEqual([chapter('a'), { what: 'variant', variant: 'f'.repeat(64) }, { what: 'all' }]);
  });

  it('may be of any length and any letter', async () => {
    const { told } = await node();
    const names = ['حفاظت "\\\'', '字'.repeat(2_000), '字'.repeat(4_000)];
    for (const name of names) await tell(name);
    await expect.poll(() => told).toEqual([chapter(names[0]!), chapter(names[1]!), ALL]);
  });

  it('told by many at once is heard by all, nothing twice and nothing as missed', async () => {
    const { told } = await node();
    const ids = Array.from({ length: 50 }, (_, index) => `chapter ${index}`);
    await Promise.all(ids.map(tell));
    await expect.poll(() => told.length).toBe(50);
    expect(new Set(told.map((one) => (one.what === 'chapter' ? one.chapter : one.what)))).toEqual(new Set(ids));
  });

  it('goes with a variant that is withdrawn, and with what is cleared', async () => {
    const { told } = await node();
    const { variant } = exampleVariant();
    await author.variants.withdraw(variant);
    await author.clear({ chapter: 'a' });
    await author.clear({ tag: 'simplify' });
    await expect.poll(() => told).toEqual([{ what: 'variant', variant }, chapter('a'), ALL]);
  });

  it('goes with the variants that are forgotten', async () => {
    const { told } = await node();
    await author.variants.putVariant('key', exampleVariant({ chapter: 'a' }));
    expect(await author.variants.forgetVariants('a')).toBe(1);
    await expect.poll(() => told).toEqual([chapter('a')]);
  });

  it('is no longer told to who has left', async () => {
    const { store, told } = await node();
    const late: Invalidation[] = [];
    const leave = store.invalidations.subscribe((invalidation) => late.push(invalidation));
    leave();
    await tell('a');
    await expect.poll(() => told).toEqual([chapter('a')]);
    expect(late).toEqual([]);
  });
});

describe('published revisions', () => {
  it('are told with the chapters that they change, once', async () => {
    const { told } = await node();
    const rows = [revision('a', '1'), revision('b', '1')];
    expect(await author.revisions.publish(rows)).toEqual(['a', 'b']);
    expect(await author.revisions.publish(rows)).toEqual([]);
    expect(await author.revisions.publish([...rows, revision('b', '2')])).toEqual(['b']);
    await expect
      .poll(() => told)
      .toEqual([
        { what: 'published', chapters: ['a', 'b'] },
        { what: 'published', chapters: ['b'] },
      ]);
    expect(await author.revisions.current(['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    );
  });

  it('that are only kept change what is current where they are new, and tell nobody', async () => {
    const { told } = await node();
    await author.revisions.publish([revision('a', '1')]);
    await author.revisions.publish([revision('a', '2')]);
    await author.revisions.keep([revision('a', '1')]);
    expect(await author.revisions.current(['a'])).toEqual(new Map([['a', '2']]));
    await author.revisions.keep([revision('a', '3')]);
    expect(await author.revisions.current(['a'])).toEqual(new Map([['a', '3']]));
    await expect.poll(() => told.length).toBe(2);
  });
});

describe('a node that may have missed something drops all', () => {
  it('after its connection was lost, if anything was told; and hears again', async () => {
    const { told } = await node();
    await proxy.cut();
    await tell('a');
    await tell('b');
    await proxy.heal();
    await expect.poll(() => told).toEqual([ALL]);
    await tell('c');
    await expect.poll(() => told).toEqual([ALL, chapter('c')]);
  });

  it('or where the database was put back to an earlier day meanwhile; and hears what it is told from then on', async () => {
    for (const id of ['a', 'b', 'c']) await tell(id);
    const { told } = await node();
    await proxy.cut();
    await author.pool.query('update invalidations set version = 0');
    await proxy.heal();
    await expect.poll(() => told).toEqual([ALL]);
    await tell('d');
    await expect.poll(() => told).toEqual([ALL, chapter('d')]);
  });

  it('and nothing if nothing was', async () => {
    const { store, told } = await node();
    let isBack = false;
    await proxy.cut();
    store.leases.onNews('page', () => (isBack = true));
    await proxy.heal();
    await expect.poll(() => isBack).toBe(true);
    await tell('a');
    await expect.poll(() => told).toEqual([chapter('a')]);
  });

  it('where a notification was lost on a connection that stands: with the next one', async () => {
    const { told } = await node();
    proxy.loseNotifications(true);
    await tell('a');
    await pause(50);
    proxy.loseNotifications(false);
    await tell('b');
    await expect.poll(() => told).toEqual([ALL]);
  });

  it('or by looking, where no other comes', async () => {
    const { told } = await node({ checkEvery: 20 });
    proxy.loseNotifications(true);
    await tell('a');
    await expect.poll(() => told).toEqual([ALL]);
  });
});

it('a database that is not there is tried again until it is', async () => {
  await proxy.cut();
  const told: Invalidation[] = [];
  const lines: string[] = [];
  const store = openStore({ url: proxy.url, log: (level, message) => lines.push(`${level}: ${message}`) });
  nodes.push(store);
  store.invalidations.subscribe((invalidation) => told.push(invalidation));
  await pause(300);
  expect(lines).toEqual(['warn: notifications of the database are not heard just now']);
  await proxy.heal();
  await expect.poll(() => told).toEqual([ALL]);
  expect(lines).toContain('info: notifications of the database are heard again');
});

it('closing waits for no connection that is dead, nor leaves it open', async () => {
  const { store } = await node();
  proxy.freeze();
  await store.close();
  const listening = `select from pg_stat_activity where datname = current_database() and application_name = 'attune listen'`;
  await proxy.heal();
  await expect.poll(async () => (await author.pool.query(listening)).rows.length).toBe(0);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@attune/store';
import { startEmbedded } from '@attune/store/embedded';
import { chapter, fill, randomKey, run } from './store/fill.ts';
import { lookUpWhile, type Lookups, medianOf, milliseconds, percentile, summary } from './store/measure.ts';
import { measureHashPartitions } from './store/partitions.ts';
import { round } from './statistics.ts';

type Figures = Record<string, number | string>;

const SIZES = { '10 k entries': 10_000, '100 k entries': 100_000, '1 M entries': 1_000_000 } as const;
type Size = keyof typeof SIZES;
const LARGEST: Size = '1 M entries';
const LOOKUPS = 10_000;
const WARM_UP = 1_000;

/** What a server of its own has on a small machine; whatever was confirmed is kept, as everywhere. */
const SETTINGS = {
  shared_buffers: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '4GB',
};

/**
 * The store at three sizes, in three databases of one server (C-09): what a reader waits for, what happens behind them, and what an operator
 * waits for. Milliseconds, except where a name says otherwise.
 */
export async function measureStore(): Promise<Record<string, Figures>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'attune-bench-'));
  const server = await startEmbedded({ dataDir, settings: SETTINGS });
  const stores = new Map<Size, Store>();
  try {
    for (const size of Object.keys(SIZES) as Size[]) stores.set(size, await open(server.url, size));
    return await measure(stores);
  } finally {
    for (const store of stores.values()) await store.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function open(url: string, size: Size): Promise<Store> {
  const name = `bench_${SIZES[size]}`;
  const admin = openStore({ url });
  await admin.pool.query(`create database ${name}`);
  await admin.close();
  const own = new URL(url);
  own.pathname = `/${name}`;
  const store = openStore({ url: own.href });
  await store.migrate();
  await fill(store, SIZES[size]);
  return store;
}

async function measure(stores: ReadonlyMap<Size, Store>): Promise<Record<string, Figures>> {
  const lookups = await measureLookups(stores);
  const results: Record<string, Figures> = {};
  for (const [size, store] of stores) {
    const alone = lookups.get(size) as Lookups;
    const small = lookups.get('10 k entries') as Lookups;
    results[size] = {
      logRows: SIZES[size] * 10,
      lookupP50: alone.p50,
      lookupP99: alone.p99,
      lookupP50To10k: round(alone.p50 / small.p50),
      lookupP99To10k: round(alone.p99 / small.p99),
      ...(await measureStatistics(store)),
      ...(await measureWork(store, SIZES[size])),
    };
  }
  const largest = stores.get(LARGEST) as Store;
  results['time index of the log, 10 M rows'] = await measureTimeIndex(largest);
  results['variants in sixteen partitions, 1 M'] = await measureHashPartitions(largest, () =>
    randomKey(SIZES[LARGEST]),
  );
  return results;
}

/** Variants by key, one after the other, the sizes by turns: what else the machine does hits all of them alike. */
async function measureLookups(stores: ReadonlyMap<Size, Store>): Promise<Map<Size, Lookups>> {
  const times = new Map([...stores.keys()].map((size) => [size, [] as number[]]));
  for (let lookup = -WARM_UP; lookup < LOOKUPS; lookup += 1) {
    for (const [size, store] of stores) {
      const key = randomKey(SIZES[size]);
      const took = await milliseconds(() => store.variants.findVariant(key));
      if (lookup >= 0) times.get(size)?.push(took);
    }
  }
  return new Map([...times].map(([size, of]) => [size, summary(of)]));
}

/** The first roll-up counts 80 days. */
async function measureStatistics(store: Store): Promise<Figures> {
  const rollUpAll = await milliseconds(() => store.rollUp());
  const rollUpNothing = await medianOf(3, () => store.rollUp());
  const rollUpOneDay = await medianOf(3, async () => {
    await run(store, 'insert into uncounted_days values (current_date - 1)');
    await store.rollUp();
  });
  const since = new Date(Date.now() - 30 * 86_400_000);
  return {
    statisticsOf30Days: await medianOf(20, () => store.statistics({ since })),
    statisticsOfAll: await medianOf(20, () => store.statistics({ since: new Date(0) })),
    seedMostPersonalized: await medianOf(3, () =>
      run(store, 'select chapter_id, count(*) from personalization_log group by chapter_id'),
    ),
    seedResponseTimes: await medianOf(1, () =>
      run(
        store,
        'select cached, avg(response_time_ms), percentile_cont(0.95) within group (order by response_time_ms) from personalization_log group by cached',
      ),
    ),
    rollUpAll: round(rollUpAll, 0),
    rollUpOneDay,
    rollUpNothing,
  };
}

/** What removes rows, with lookups going on beside the sweep and the clearing. */
async function measureWork(store: Store, entries: number): Promise<Figures> {
  const invalidateChapter = await milliseconds(() => store.variants.forgetVariants(chapter(7)));
  const clearing = store.clear({ chapter: chapter(8) });
  const clearChapter = milliseconds(() => clearing);
  const besideClear = await lookUpWhile(store, entries, clearing);
  const sweeping = store.sweep();
  const took = milliseconds(() => sweeping);
  const besideSweep = await lookUpWhile(store, entries, sweeping);
  const { variants, references, adaptations, plans } = await sweeping;
  return {
    invalidateChapter: round(invalidateChapter, 0),
    variantsOfChapter: entries / 100,
    clearChapter: round(await clearChapter, 0),
    lookupP99BesideClear: round(percentile(besideClear, 99), 3),
    sweep: round(await took, 0),
    sweptRows: variants + references + adaptations + plans,
    lookupP99BesideSweep: round(percentile(besideSweep, 99), 3),
    lookupMaxBesideSweep: round(Math.max(...besideSweep), 1),
  };
}

/** BRIN, as it is, against a B-tree beside it: sizes, and how long a day takes to be found. */
async function measureTimeIndex(store: Store): Promise<Figures> {
  const day = () =>
    run(
      store,
      'select count(*) from personalization_log where created_at >= current_date - 1 and created_at < current_date',
    );
  const size = async (method: string): Promise<number> => {
    const { rows } = await store.pool.query<{ bytes: string }>(
      `select sum(pg_relation_size(c.oid)) as bytes from pg_class c join pg_am m on m.oid = c.relam
       where m.amname = $1 and c.relname like 'personalization_log%created_at%'`,
      [method],
    );
    return Number(rows[0]?.bytes);
  };
  const [brinDay, brinBytes] = [await medianOf(5, day), await size('brin')];
  await run(store, 'create index personalization_log_created_at_btree on personalization_log (created_at)');
  await run(store, 'drop index personalization_log_created_at');
  return { brinBytes, btreeBytes: await size('btree'), brinDay, btreeDay: await medianOf(5, day) };
}

import type { Store } from '@attune/store';
import { round } from '../statistics.ts';
import { chapter, run } from './fill.ts';
import { milliseconds, percentile } from './measure.ts';

const LOOKUPS = 5_000;

/**
 * What partitions would do for variants: a copy in one table and one in sixteen by the hash of the key, looked up by turns with the same statement.
 * Milliseconds.
 */
export async function measureHashPartitions(store: Store, keys: () => string): Promise<Record<string, number>> {
  const copies = { one: 'variants_one', sixteen: 'variants_sixteen' } as const;
  await run(store, `create table ${copies.one} (like variants including all)`);
  await run(store, `create table ${copies.sixteen} (like variants including all) partition by hash (key)`);
  for (let part = 0; part < 16; part += 1)
    await run(
      store,
      `create table variants_sixteen_${part} partition of variants_sixteen for values with (modulus 16, remainder ${part})`,
    );
  for (const table of Object.values(copies)) {
    await run(store, `insert into ${table} select * from variants`);
    await run(store, `vacuum analyze ${table}`);
  }
  const times = { one: [] as number[], sixteen: [] as number[] };
  for (let lookup = -500; lookup < LOOKUPS; lookup += 1) {
    for (const [name, table] of Object.entries(copies) as [keyof typeof copies, string][]) {
      const text = `select variant, chapter, revision, projection, profile_hash, edits, tags, makers from ${table} where key = $1`;
      const took = await milliseconds(() => store.pool.query({ name, text, values: [keys()] }));
      if (lookup >= 0) times[name].push(took);
    }
  }
  // One that no other measurement has cleared.
  const deleteChapter = (table: string): Promise<number> =>
    milliseconds(() => run(store, `delete from ${table} where chapter = '${chapter(9)}'`));
  const result = {
    oneLookupP50: percentile(times.one, 50),
    sixteenLookupP50: percentile(times.sixteen, 50),
    oneLookupP99: percentile(times.one, 99),
    sixteenLookupP99: percentile(times.sixteen, 99),
    oneDeleteChapter: await deleteChapter(copies.one),
    sixteenDeleteChapter: await deleteChapter(copies.sixteen),
  };
  await run(store, `drop table ${copies.one}, ${copies.sixteen}`);
  return Object.fromEntries(Object.entries(result).map(([name, value]) => [name, round(value, 3)]));
}

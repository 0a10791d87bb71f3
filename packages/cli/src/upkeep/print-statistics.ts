import type { Spending, SpentOn, Statistics } from '@attune/store';
import { printTable } from '../print-table.ts';

const MOST_ROWS = 20;

/** Statistics as tables for a terminal. */
export function printStatistics(statistics: Statistics): string {
  const { since, minReaders, chapters, hiddenChapters, spending } = statistics;
  const parts = [
    `Since ${since} (UTC). Numbers of fewer than ${minReaders} readers are not shown.`,
    usageLine(statistics),
    ...(chapters.length > 0 ? [chapterTable(statistics)] : []),
    ...(hiddenChapters > 0 ? [`Chapters with fewer than ${minReaders} readers: ${hiddenChapters}, not shown.`] : []),
    ...(statistics.responseTimes.length > 0 ? [timesTable(statistics)] : []),
    cacheLine(statistics),
    ...(spending.all.calls === 0 ? ['No model was called.'] : spendingTables(spending)),
  ];
  return parts.join('\n\n');
}

const whole = (number: number): string => Math.round(number).toLocaleString('en-US');
const tenths = (number: number): string => number.toFixed(1);
const percent = (number: number): string => `${tenths(number)} %`;

function usageLine({ usage, minReaders }: Statistics): string {
  if (!usage) return `Fewer than ${minReaders} known readers.`;
  return `${whole(usage.requests)} requests, ${percent(usage.hitRatePercent)} answered from the cache.`;
}

const chapterTable = ({ chapters }: Statistics): string =>
  printTable(
    ['chapter', 'requests', 'readers', 'from the cache'],
    shortened(chapters, ({ chapter, requests, readers, hitRatePercent }) => [
      chapter,
      whole(requests),
      whole(readers),
      percent(hitRatePercent),
    ]),
  );

const timesTable = ({ responseTimes }: Statistics): string =>
  printTable(
    ['answers', 'requests', 'mean ms', '95th percentile ms'],
    responseTimes.map(({ cached, requests, meanMs, p95Ms }) => [
      cached ? 'from the cache' : 'made',
      whole(requests),
      tenths(meanMs),
      tenths(p95Ms),
    ]),
  );

function cacheLine({ cache, minReaders }: Statistics): string {
  const { variants, chapters, meanBytes, entries, readers } = cache;
  const size = meanBytes === null ? '' : `, ${tenths(meanBytes / 1000)} kB of edits each`;
  const held =
    entries === null || readers === null
      ? `held by fewer than ${minReaders} readers`
      : `held by ${whole(readers)} readers in ${whole(entries)} entries`;
  return `Cached: ${whole(variants)} pages of ${whole(chapters)} chapters${size}; ${held}.`;
}

function spendingTables({ all, days, chapters, providers, models }: Spending): string[] {
  const total = { ...all, name: 'all' };
  const { unpriced } = all;
  return [
    spentTable('day', [...days, total]),
    spentTable('chapter', chapters),
    spentTable('provider', providers),
    spentTable('model', models),
    ...(unpriced > 0 ? [`Calls whose price is not known, so that no dollars are counted: ${whole(unpriced)}.`] : []),
  ];
}

const spentTable = (what: string, rows: readonly SpentOn[]): string =>
  printTable(
    [what, 'calls', 'failed', 'fallbacks', 'input', 'cache read', 'cache written', 'output', 'US dollars'],
    shortened(rows, ({ name, calls, failures, fallbacks, input, cacheRead, cacheWrite, output, usd }) => [
      name === '' ? '(none)' : name,
      ...[calls, failures, fallbacks, input, cacheRead, cacheWrite, output].map(whole),
      usd.toFixed(2),
    ]),
  );

/** The first rows, and how many more there are. */
function shortened<Row>(rows: readonly Row[], cells: (row: Row) => string[]): string[][] {
  const shown = rows.slice(0, MOST_ROWS).map(cells);
  return rows.length <= MOST_ROWS ? shown : [...shown, [`… and ${rows.length - MOST_ROWS} more (--json has all)`]];
}

import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import settings from '../examples/physical-ai/attune.config.mts';

const root = fileURLToPath(new URL('..', import.meta.url));
const DEMO = join(root, 'examples', 'physical-ai');

/** Prices change: this is the example of docs/configuration.md. US dollars per million tokens. */
const MODEL = 'anthropic/claude-sonnet-4-5';
const PRICE = { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 };
const ONE_LANGUAGE = { preferred_language: { English: 1 } };
/** Output tokens of the seeds' key to ours (S-05). */
const GOAL = 100;

interface Cost {
  readonly name: string;
  readonly misses: number;
  readonly total: Readonly<Record<'requests' | 'input' | 'cacheWrite' | 'cacheRead' | 'output', number>>;
  readonly timesFewerOutputTokens: number;
  readonly usd: number;
  readonly usdWithoutPromptCache: number;
}
type Row = Readonly<Record<string, string | number>>;

/** S-05 by `attune simulate`: as it is written, for readers of one language, and with a second look at every page. */
export async function measureCost(): Promise<{ table: Record<string, Row> } & Record<string, unknown>> {
  const site = await mkdtemp(join(tmpdir(), 'attune-cost-'));
  try {
    for (const part of ['docs', 'primers', 'adaptations', 'glossary.yaml'])
      await cp(join(DEMO, part), join(site, part), { recursive: true });
    const models = { chain: [MODEL], prices: { [MODEL]: PRICE } };
    await writeFile(join(site, 'attune.config.json'), JSON.stringify({ ...settings, models }));
    const mix = join(site, 'mix.json');
    await writeFile(mix, JSON.stringify(ONE_LANGUAGE));
    const runs = {
      'as written': await simulate(site, []),
      'one language': await simulate(site, ['--mix', mix]),
      'with second look': await simulate(site, ['--second-look']),
    };
    const rows = Object.entries(runs).flatMap(([name, { costs }]) =>
      costs.map((cost): [string, Row] => [`${name}: ${cost.name}`, rowOf(cost)]),
    );
    return { table: Object.fromEntries(rows), goal: { timesFewerOutputTokens: GOAL }, runs };
  } finally {
    await rm(site, { recursive: true });
  }
}

async function simulate(site: string, options: readonly string[]): Promise<{ costs: readonly Cost[] }> {
  const file = join(site, 'cost.json');
  const args = [join(root, 'packages', 'cli', 'bin', 'attune.js'), 'simulate', site, '--output', file, ...options];
  await promisify(execFile)(process.execPath, args);
  return JSON.parse(await readFile(file, 'utf8')) as { costs: readonly Cost[] };
}

const rowOf = ({ misses, total, timesFewerOutputTokens, usd, usdWithoutPromptCache }: Cost): Row => ({
  misses,
  ...total,
  timesFewerOutputTokens,
  usd,
  usdWithoutPromptCache,
});

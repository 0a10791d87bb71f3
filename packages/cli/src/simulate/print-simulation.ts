import { printTable } from '../print-table.ts';
import { ROUNDS, type Round, type Spent } from './ledger.ts';
import type { Simulation } from './run-simulation.ts';
import type { Cost } from './simulate.ts';

const NAMES: Readonly<Record<Round, string>> = {
  plan: 'plan',
  writing: 'writing',
  repair: 'repair',
  secondLook: 'second look',
  mending: 'mending',
};

/** Tables of what each way costs, and of the product's rounds, with what the figures rest on. */
export function printSimulation({ options, chapters, costs, about, price }: Simulation): string {
  const { readers, days, readsPerDay, editsPerDay, seed } = options;
  const product = costs.at(-1) as Cost;
  return [
    `${number(readers)} readers, ${chapters.length} chapters, ${days} days, ${number(readsPerDay)} reads and ${editsPerDay} edited paragraphs a day (seed ${seed})`,
    printTable(
      ['kept by', 'misses', ...SPENT_HEAD, 'fewer output', 'US dollars', 'without prompt cache'],
      costs.map((cost) => [
        cost.name,
        number(cost.misses),
        ...spentCells(cost.total),
        `1/${cost.timesFewerOutputTokens}`,
        dollars(cost.usd),
        dollars(cost.usdWithoutPromptCache),
      ]),
    ),
    `Rounds of ${product.name}:`,
    printTable(
      ['round', ...SPENT_HEAD],
      ROUNDS.flatMap((round) => {
        const spent = product.rounds[round];
        return spent ? [[NAMES[round], ...spentCells(spent)]] : [];
      }),
    ),
    ...(price ? [] : ['Money is not counted: the settings have no price of a model (models.prices in attune.config).']),
    ...Object.entries(about).map(([what, lines]: [string, readonly string[]]) =>
      [`${what[0]?.toUpperCase()}${what.slice(1)}:`, ...lines.map((line) => `- ${line}`)].join('\n'),
    ),
  ].join('\n\n');
}

const SPENT_HEAD = ['requests', 'input', 'cache write', 'cache read', 'output'];
const spentCells = ({ requests, input, cacheWrite, cacheRead, output }: Spent): string[] =>
  [requests, input, cacheWrite, cacheRead, output].map(number);
const number = (value: number): string => value.toLocaleString('en');
const dollars = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(2));

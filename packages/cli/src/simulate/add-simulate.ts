import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { RunOptions } from './run-simulation.ts';

interface Options extends Omit<RunOptions, 'onDay'> {
  readonly json?: boolean;
  readonly output?: string;
}

/** `attune simulate`: what a book's readers would cost, by the ways of keeping what models write. */
export function addSimulate(program: Command): void {
  program
    .command('simulate')
    .description('estimate what readers would cost, in tokens and money, beside older ways of caching')
    .argument('[site]', 'folder of the site (the demo book)')
    .option('--readers <number>', 'readers, each with answers of their own', atLeast(1), 1000)
    .option('--chapters <number>', 'of the book its longest chapters', atLeast(1), 10)
    .option('--days <number>', 'days', atLeast(1), 80)
    .option('--reads-per-day <number>', 'chapters opened in a day', atLeast(1), 1000)
    .option('--edits-per-day <number>', 'paragraphs that authors edit in a day', atLeast(0), 1)
    .option('--seed <number>', 'the same seed gives the same figures', atLeast(0), 1)
    .option('-m, --model <name>', 'model whose price in the settings is taken (the first of the chain)')
    .option('--mix <file>', 'JSON file: how many readers give which answer, by facet and value (evenly)')
    .option('--second-look', 'count a second look at every page, too', false)
    .option('-o, --output <file>', 'write the figures, as JSON')
    .option('--json', 'print one JSON object')
    .action(async (site: string | undefined, { json, output, ...options }: Options) => {
      const { DEMO } = await import('./open-simulated-site.ts');
      const { runSimulation } = await import('./run-simulation.ts');
      const { printSimulation } = await import('./print-simulation.ts');
      const simulation = await runSimulation(site ?? DEMO, { ...options, onDay: progress(options.days) });
      if (output !== undefined) await writeFile(output, `${JSON.stringify(simulation, undefined, 2)}\n`);
      console.log(json ? JSON.stringify(simulation) : printSimulation(simulation));
    });
}

/** Where people look on, the day that is being simulated; one line that is written over. */
function progress(days: number): (day: number) => void {
  const { stderr } = process;
  if (!stderr.isTTY) return () => {};
  return (day) => stderr.write(day < days ? `\rday ${day} of ${days}` : '\r\u001B[K');
}

const MOST = 1_000_000;

function atLeast(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= MOST) return value;
    throw new InvalidArgumentError(`it is a whole number from ${least} to ${MOST}`);
  };
}

import { readdir, writeFile } from 'node:fs/promises';
import { BATCH_FORMATS, type BatchFormat, type Estimate } from '@attune/models';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { printTable } from '../print-table.ts';
import { WarmError } from './pages.ts';
import type { Taken } from './take-answers.ts';
import type { WarmOptions } from './warm.ts';

interface Options extends WarmOptions {
  readonly batch?: string;
  readonly import?: string;
  readonly format: BatchFormat;
  readonly model?: string;
  readonly dryRun?: boolean;
  readonly report?: string;
}

/** `attune warm`: adapts chapters before their readers come, by asking the models now or in batches. */
export function addWarm(program: Command): void {
  program
    .command('warm')
    .description('adapt chapters before their readers come: ask the configured models, or write and read batch files')
    .argument('[site]', 'folder of the Docusaurus site, built', '.')
    .option('-c, --chapters <ids>', 'chapters, by id or the end of it, separated by commas (all)', list)
    .option('-p, --profiles <file>', 'JSON file with a list of profiles (the usual answers)')
    .option('-b, --batch <file>', 'write the next round of requests, and ask no model')
    .addOption(
      new Option('-f, --format <provider>', 'form of the batch file').choices(BATCH_FORMATS).default('anthropic'),
    )
    .option('-m, --model <name>', 'model that the batch is for, by the provider’s own name')
    .option('-n, --dry-run', 'with --batch: write no file, say what it would take')
    .option('-i, --import <file>', 'take a file of answers to the last round through the checks')
    .option('-r, --report <file>', 'with --import: write what became of every edit, as JSON')
    .option('--no-review', 'without the second look')
    .action(warm);
}

const list = (text: string): string[] => {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('')) throw new InvalidArgumentError('ids are separated by single commas');
  return names;
};

async function warm(siteDir: string, options: Options): Promise<void> {
  await readdir(siteDir);
  if (options.batch !== undefined && options.import !== undefined)
    throw new WarmError('--batch and --import are two steps', 'import the answers, then write the next round');
  if (options.dryRun && options.batch === undefined)
    throw new WarmError('--dry-run is of a batch', 'add --batch <file>, or leave --dry-run out');
  if (options.batch !== undefined && options.model === undefined && options.dryRun !== true)
    throw new WarmError('a batch names the model it is for', 'add --model, such as --model claude-sonnet-4-5');
  const { openParts } = await import('@attune/server/main');
  const work = await import('./warm.ts');
  const parts = await openParts({ siteDir, defaults: { ATTUNE_LOG: 'warn' } });
  try {
    const pages = await work.choosePages(parts, options);
    if (options.import !== undefined) {
      const taken = await work.importAnswers(parts, pages, options.import, options.review);
      if (options.report !== undefined) await writeFile(options.report, JSON.stringify(taken.edits, undefined, 2));
      console.log(printTaken(taken));
      if (taken.failed.length > 0) process.exitCode = 1;
    } else if (options.batch !== undefined) {
      const { format, model = '', dryRun = false } = options;
      const price = parts.settings.models.prices[`${format}/${model}`];
      const batch = { ...options, format, model, dryRun, ...(price && { price }) };
      const { rounds, total } = await work.writeBatch(parts, pages, options.batch, batch);
      console.log(printEstimates(rounds, total, { path: options.batch, dryRun }));
    } else {
      const { whole, failed } = await work.warmNow(parts, pages, { review: options.review, tell: console.log });
      console.log(`${whole} of ${whole + failed} pages are whole.`);
      if (failed > 0) process.exitCode = 1;
    }
  } finally {
    await parts.close();
  }
}

function printEstimates(
  rounds: Record<string, Estimate>,
  total: Estimate,
  { path, dryRun }: { path: string; dryRun: boolean },
): string {
  if (total.requests === 0) return 'Nothing to ask: all of it is there.';
  const row = (name: string, of: Estimate): string[] => [
    name,
    ...[of.requests, of.inputTokens, of.cachedTokens, of.outputTokens].map(String),
    of.usd === undefined ? '-' : of.usd.toFixed(2),
  ];
  const head = ['round', 'requests', 'input tokens', 'of them cacheable', 'output tokens', 'US dollars'];
  const rows = Object.entries(rounds).map(([name, of]) => row(name, of));
  const table = printTable(head, [...rows, row('all', total)]);
  return `${table}\n\nTokens are estimated from letters; a dash: models.prices has no price of this model.\n${
    dryRun
      ? 'No file was written.'
      : `Written to ${path}. Send it, then run the same command with --import and its answers.`
  }`;
}

function printTaken({ answers, unknown, failed, edits }: Taken): string {
  const accepted = edits.filter((edit) => edit.accepted).length;
  const lines = [
    `${answers} answers: ${accepted} edits accepted, ${edits.length - accepted} refused by checks.`,
    ...(unknown === 0
      ? []
      : [`${unknown} answers are to no request of this round: another round, other prompts, or changed chapters.`]),
    ...failed.map(({ id, problem }) => `${id}: ${problem}`),
    'Run the same command with --batch for the next round.',
  ];
  return lines.join('\n');
}

import type { Cleared, SweepOptions, Swept } from '@attune/store';
import { type Command, InvalidArgumentError } from 'commander';
import { printStatistics } from './print-statistics.ts';
import { scopeOf, type ScopeOptions } from './scope.ts';
import { withStore } from './with-store.ts';

/** Commands for whoever runs the service, on its database alone: `stats`, `clear`, `sweep`. */
export function addUpkeep(program: Command): void {
  program
    .command('stats')
    .description('show how the book is read, what is cached, and what models cost')
    .argument('[site]', 'folder of the Docusaurus site, for the embedded database', '.')
    .option('-d, --days <number>', 'of how many days, today among them', count, 30)
    .option('--json', 'print one JSON object')
    .action(async (site: string, { days, json }: { days: number; json?: boolean }) => {
      const statistics = await withStore(site, async (store) => {
        await store.rollUp();
        return store.statistics({ since: new Date(Date.now() - (days - 1) * 86_400_000) });
      });
      console.log(json ? JSON.stringify(statistics) : printStatistics(statistics));
    });

  program
    .command('clear')
    .description('throw away what is cached of one scope; it is made, and paid for, anew when it is next asked for')
    .argument('[site]', 'folder of the Docusaurus site, for the embedded database', '.')
    .option('-c, --chapter <id>', 'of a chapter, by its id or the end of it')
    .option('-r, --reader <id>', 'what a reader refers to; pages that others share stay')
    .option('-t, --tag <name>', 'of a transformation, such as beginner-simplify')
    .option('-m, --model <name>', 'of a model, with its provider, such as anthropic/claude-sonnet-4-5')
    .option('-a, --all', 'of everything')
    .option('-n, --dry-run', 'clear nothing, say what would go')
    .action(async (site: string, { dryRun = false, ...options }: ScopeOptions & { dryRun?: boolean }) => {
      // Told before a database is opened for nothing.
      scopeOf(options, []);
      const cleared = await withStore(site, async (store) =>
        store.clear(scopeOf(options, await store.revisions.chapters()), { dryRun }),
      );
      console.log(printCleared(cleared, dryRun));
    });

  program
    .command('sweep')
    .description('remove what nobody has used for the time to live, sessions that are over, and the oldest of the log')
    .argument('[site]', 'folder of the Docusaurus site, for the embedded database', '.')
    .option('-d, --days <number>', 'time to live since the last use, in days (30)', count)
    .option('-l, --log-months <number>', 'months of the log kept beside this one (12)', count)
    .action(async (site: string, options: SweepOptions) => {
      console.log(printSwept(await withStore(site, (store) => store.sweep(options))));
    });
}

/** A number of days or months. */
function count(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 36_500) return number;
  throw new InvalidArgumentError('it is a whole number from 1 to 36500');
}

const COUNTED = {
  variants: 'pages',
  references: 'readers’ references to pages',
  adaptations: 'adaptations of blocks',
  plans: 'plans of blocks',
  reviews: 'reviews of pages',
  sessions: 'sessions that are over',
  readers: 'anonymous readers whose sessions are over',
} as const;
type Counts = Partial<Record<keyof typeof COUNTED, number>>;

const countLines = (counts: Counts): string[] =>
  Object.entries(COUNTED).flatMap(([name, words]) => {
    const count = counts[name as keyof typeof COUNTED] ?? 0;
    return count > 0 ? [`${count} ${words}`] : [];
  });

function printCleared(cleared: Cleared, dryRun: boolean): string {
  const lines = countLines(cleared);
  if (lines.length === 0) return 'Nothing to clear: none of that is kept.';
  return [dryRun ? 'Would be cleared:' : 'Cleared:', ...lines].join('\n');
}

function printSwept({ log, ...swept }: Swept): string {
  const lines = [...countLines(swept), ...log.dropped.map((name) => `${name}: a month of the log`)];
  return [
    ...(lines.length === 0 ? ['Nothing to sweep.'] : ['Swept:', ...lines]),
    ...(log.made.length === 0 ? [] : [`Partitions made for the log: ${log.made.join(', ')}`]),
    ...(log.busy ? ['The log was in use: what is left of it is for the next time.'] : []),
  ].join('\n');
}

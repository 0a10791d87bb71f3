import { readdir } from 'node:fs/promises';
import type { Store } from '@attune/store';
import { type Command, InvalidArgumentError } from 'commander';
import { printTable } from '../print-table.ts';

const SITE = 'folder of the Docusaurus site, for the embedded database';

/** Commands for rooms full of readers behind one address: `class create`, `class list`, `class end`. */
export function addClass(program: Command): void {
  const command = program.command('class').description('let a room behind one address read without its limits');
  command
    .command('create')
    .description('make a class; its code is printed once')
    .argument('[site]', SITE, '.')
    .requiredOption('-n, --name <name>', 'what you call it', nameOf)
    .option('-d, --days <number>', 'for how long its code is good', daysOf, 1)
    .action(async (site: string, { name, days }: { name: string; days: number }) => {
      const made = await withStore(site, ({ classes }) => classes.create(name, days));
      if (!made) throw new ClassError(`there is a class ${name} already`, 'end it first, or choose another name');
      console.log(
        `Code: ${made.code}\nGood until ${made.expiresAt.toISOString()}. Readers open any page of the book with ?class=${made.code}`,
      );
    });
  command
    .command('list')
    .description('the classes that are not over')
    .argument('[site]', SITE, '.')
    .action(async (site: string) => {
      const classes = await withStore(site, (store) => store.classes.list());
      const rows = classes.map(({ name, expiresAt }) => [name, expiresAt.toISOString()]);
      console.log(rows.length === 0 ? 'There is none.' : printTable(['class', 'good until'], rows));
    });
  command
    .command('end')
    .description('make a class’s code worth nothing')
    .argument('[site]', SITE, '.')
    .requiredOption('-n, --name <name>', 'what you call it', nameOf)
    .action(async (site: string, { name }: { name: string }) => {
      const isEnded = await withStore(site, ({ classes }) => classes.end(name));
      if (!isEnded) throw new ClassError(`there is no class ${name}`, 'attune class list says which there are');
      console.log(`${name} is over.`);
    });
}

class ClassError extends Error {
  override readonly name = 'ClassError';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

function nameOf(text: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u.test(text)) return text;
  throw new InvalidArgumentError('a name has up to 64 letters, digits, spaces, dots and hyphens');
}

function daysOf(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= 366) return number;
  throw new InvalidArgumentError('it is a whole number from 1 to 366');
}

async function withStore<Result>(siteDir: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  await readdir(siteDir);
  const { withDatabase } = await import('@attune/server/main');
  return withDatabase({ siteDir, defaults: { ATTUNE_LOG: 'warn' } }, work);
}

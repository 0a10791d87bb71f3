import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';

const SITE = 'folder of the Docusaurus site, for the embedded database';
const number = (value: number): string => value.toLocaleString('en');

/** Commands for whoever runs the service: `backup`, `restore`, `upgrade`. */
export function addOperate(program: Command): void {
  program
    .command('backup')
    .description(
      'write all that is kept of readers and adaptations to one file; with a DATABASE_URL while the service runs',
    )
    .argument('<file>', 'path of the file to write')
    .argument('[site]', SITE, '.')
    .action(async (file: string, site: string) => {
      const { backup } = await import('@attune/store');
      const { rows, tables } = await onDatabase(site, (url) => backup(url, resolve(file)));
      console.log(`${number(rows)} rows of ${tables} tables: ${file}`);
    });

  program
    .command('restore')
    .description('put a backup into an empty database, and bring it to this version')
    .argument('<file>', 'path of the backup')
    .argument('[site]', SITE, '.')
    .option('--replace', 'lose what the database has')
    .action(async (file: string, site: string, { replace = false }: { replace?: boolean }) => {
      const { restore } = await import('@attune/store');
      const { rows, tables } = await onDatabase(site, (url) => restore(url, resolve(file), { replace }));
      console.log(`${number(rows)} rows of ${tables} tables are restored.`);
    });

  program
    .command('upgrade')
    .description('take the embedded database to the version of PostgreSQL that this Attune runs')
    .argument('[site]', SITE, '.')
    .requiredOption(
      '--postgres <folder>',
      'PostgreSQL of the version that the data is of: see docs/operating-backup.md',
    )
    .action(async (site: string, { postgres }: { postgres: string }) => {
      await readdir(site);
      const { databasePlace } = await import('@attune/server/main');
      const { upgradeEmbedded } = await import('@attune/store/embedded');
      const { dataDir, url, log } = await databasePlace({ siteDir: site, defaults: { ATTUNE_LOG: 'warn' } });
      if (url !== undefined) throw new OperateError();
      const { from, to, rows, kept, backup } = await upgradeEmbedded({ dataDir, programs: resolve(postgres), log });
      const taken = rows === undefined ? '' : `${number(rows)} rows: `;
      console.log(`${taken}PostgreSQL ${from} to ${to}.\nNot needed any more once all is well: ${kept} and ${backup}`);
    });
}

async function onDatabase<Result>(siteDir: string, work: (url: string) => Promise<Result>): Promise<Result> {
  await readdir(siteDir);
  const { withDatabaseUrl } = await import('@attune/server/main');
  return withDatabaseUrl({ siteDir, defaults: { ATTUNE_LOG: 'warn' } }, work);
}

class OperateError extends Error {
  override readonly name = 'OperateError';
  readonly remedy = 'Upgrade it as its own documentation says, or unset DATABASE_URL to upgrade the embedded database.';

  constructor() {
    super('DATABASE_URL names a PostgreSQL of your own, which Attune does not upgrade');
  }
}

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '@attune/site';
import { Command, InvalidArgumentError } from 'commander';
import { addClass } from './classes/add-class.ts';
import { inspectFolder } from './inspect/inspect-folder.ts';
import { printInspection } from './inspect/print-inspection.ts';
import { addAdmin } from './admin/add-admin.ts';
import { addEval } from './eval/add-eval.ts';
import { addExport } from './export/add-export.ts';
import { addKept } from './kept/add-kept.ts';
import { addOperate } from './operate/add-operate.ts';
import { reportAndExit } from './report-and-exit.ts';
import { addSimulate } from './simulate/add-simulate.ts';
import { addUpkeep } from './upkeep/add-upkeep.ts';
import { addWithdraw } from './upkeep/add-withdraw.ts';
import { addWarm } from './warm/add-warm.ts';

const program = new Command('attune')
  .description('One technical book for each of its readers')
  .version('0.1.0')
  .showHelpAfterError();

program
  .command('serve')
  .description('serve a built site and its readers, on one address')
  .argument('[site]', 'folder of the Docusaurus site', '.')
  .option('-p, --port <number>', 'port to listen on (0: any free one)', port)
  .option('--no-watch', 'do not follow changes of the chapters')
  .action(async (site: string, { port: chosen, watch }: { port?: number; watch: boolean }) => {
    // First of all: for a site that is not built no database is made.
    await readManifest(join(site, 'build'));
    const { startServer } = await import('@attune/server/main');
    await startServer({
      siteDir: site,
      watch,
      ...(chosen === undefined ? {} : { port: chosen }),
      onReady: (url) => console.log(`Attune is ready at ${url.replace('//127.0.0.1:', '//localhost:')}`),
    });
  });

program
  .command('migrate')
  .description('bring the database to this version; safe to run again, and by several at once')
  .argument('[site]', 'folder of the Docusaurus site, for the embedded database', '.')
  .action(async (site: string) => {
    await readdir(site);
    const { migrateDatabase } = await import('@attune/server/main');
    const applied = await migrateDatabase({ siteDir: site, defaults: { ATTUNE_LOG: 'warn' } });
    console.log(applied.length === 0 ? 'Nothing to do: the database is of this version.' : applied.join('\n'));
  });

program
  .command('publish')
  .description('make the chapters of a built site the current ones on all nodes that share its database')
  .argument('[site]', 'folder of the Docusaurus site, built', '.')
  .action(async (site: string) => {
    await readManifest(join(site, 'build'));
    const { publishSite } = await import('@attune/server/main');
    const { chapters, changed } = await publishSite({ siteDir: site, defaults: { ATTUNE_LOG: 'warn' } });
    console.log([...changed, `${changed.length} of ${chapters} chapters changed.`].join('\n'));
  });

program
  .command('inspect')
  .description('read chapters and say what is in them and what to mend')
  .argument('<folder>', 'a site, or a folder of chapters')
  .option('--json', 'print one JSON object')
  .action(async (folder: string, { json }: { json?: boolean }) => {
    const inspection = await inspectFolder(folder);
    console.log(json ? JSON.stringify(inspection) : printInspection(inspection));
    if (inspection.findings.some((finding) => finding.severity === 'error')) process.exitCode = 1;
  });

addWarm(program);
addKept(program);
addEval(program);
addSimulate(program);
addOperate(program);
addUpkeep(program);
addWithdraw(program);
addAdmin(program);
addClass(program);
addExport(program);

function port(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= 65_535) return number;
  throw new InvalidArgumentError('a port is a number from 0 to 65535');
}

program.parseAsync().catch(reportAndExit);

import { mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './commands.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const create = join(root, 'node_modules/create-docusaurus/bin/index.js');

interface Lock {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, { readonly link?: true }>>;
}

/** A site as create-docusaurus makes it, installed, with this repository beside it as `attune`. */
export interface StockSite {
  readonly siteDir: string;
  remove(): Promise<void>;
}

export async function createStockSite(): Promise<StockSite> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'attune-stock-')));
  await symlink(root, join(folder, 'attune'));
  await run(`node ${create} book classic --javascript --skip-install`, { cwd: folder });
  const siteDir = join(folder, 'book');
  await pinVersions(siteDir);
  await run('npm install --prefer-offline --no-audit --no-fund', { cwd: siteDir });
  // As root, Postgres runs under another account, which has to pass through.
  await run(`chmod 755 ${folder}`, { cwd: folder });
  return { siteDir, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The versions that the workspace has: those are in npm's cache, and the same next year. npm leaves out what the site does not need. */
async function pinVersions(siteDir: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(siteDir, 'package.json'), 'utf8')) as object;
  const { lockfileVersion, packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const installed = Object.entries(packages).filter(([path, { link }]) => path.startsWith('node_modules/') && !link);
  const lock = { lockfileVersion, requires: true, packages: { '': manifest, ...Object.fromEntries(installed) } };
  await writeFile(join(siteDir, 'package-lock.json'), JSON.stringify(lock));
}

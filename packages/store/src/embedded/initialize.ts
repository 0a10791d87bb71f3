import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { give, makePrivateFolder } from './account.ts';
import { program } from './binaries.ts';
import { asidePath, hasCluster, PASSWORD_FILE, type DataFolder } from './data-folder.ts';
import { asFolderError } from './errors.ts';
import { explainFailure } from './failure.ts';

/** Unicode by code point, the same on every system and in every version: no library's idea of a language in our indexes. */
const LOCALE = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
/** By socket whoever may enter its folder, by TCP whoever knows the password. */
const AUTHENTICATION = ['--username=postgres', '--auth-local=trust', '--auth-host=scram-sha-256'];

/**
 * Makes the database cluster at the first start. It is made aside and moved into place when complete, so that a start that
 * is cut off leaves nothing half-made, and of two first starts at once one makes it and both find it.
 */
export async function initializeCluster(folder: DataFolder, binaries: string): Promise<void> {
  if (await hasCluster(folder)) return;
  const aside = await mkdtemp(asidePath(folder, 'init'));
  try {
    await give(aside, folder.account);
    await fillCluster(folder, binaries, aside);
    await rename(join(aside, 'cluster'), folder.cluster);
  } catch (error) {
    if (!(await hasCluster(folder))) throw asFolderError(folder.path, error);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function fillCluster(folder: DataFolder, binaries: string, aside: string): Promise<void> {
  const cluster = join(aside, 'cluster');
  const password = join(aside, 'password');
  await makePrivateFolder(cluster, folder.account);
  await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 });
  await give(password, folder.account);
  const values = [
    '-D',
    cluster,
    `--pwfile=${password}`,
    ...LOCALE,
    ...AUTHENTICATION,
    '--wal-segsize=4',
    '--no-instructions',
  ];
  try {
    await promisify(execFile)(program(binaries, 'initdb'), values, {
      ...folder.account,
      cwd: aside,
      windowsHide: true,
    });
  } catch (error) {
    const { stderr = '', stdout = '' } = error as { stderr?: string; stdout?: string };
    throw explainFailure(folder, undefined, `${stdout}${stderr}`, error);
  }
  await rename(password, join(cluster, PASSWORD_FILE));
}

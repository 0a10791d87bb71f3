import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { urlOf } from './address.ts';
import { PASSWORD_FILE } from './data-folder.ts';
import { isAlive, readOwner } from './owner.ts';
import { ROLE } from './provision.ts';

/**
 * URL of the server that a living Attune runs on a data folder, for a command that works beside it; undefined where none does. Nothing is started,
 * made or claimed: when that Attune stops, its server is gone.
 */
export async function findEmbedded(dataDir: string): Promise<string | undefined> {
  const path = resolve(dataDir);
  const owner = await readOwner({ owner: join(path, 'owner.json') });
  if (!owner || !(await isAlive(owner))) return undefined;
  const password =
    owner.socketDir === undefined ? await readFile(join(path, 'postgres', PASSWORD_FILE), 'utf8') : undefined;
  return urlOf(owner, ROLE, ROLE, password);
}

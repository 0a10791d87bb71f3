import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The secret of a data folder, made at its first use and readable by its owner only. Written aside and linked into place:
 * of two processes that start at once one wins, and no reader sees half of it.
 */
export async function keptSecret(folder: string): Promise<string> {
  const path = join(folder, 'secret');
  const kept = await readSecret(path);
  if (kept) return kept;
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  const made = await readSecret(path);
  if (!made)
    throw new Error(`${path} is empty or too short. Remove it to have a new one made; readers then start anew.`);
  return made;
}

async function readSecret(path: string): Promise<string | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const secret = text.trim();
  return secret.length >= 32 ? secret : undefined;
}

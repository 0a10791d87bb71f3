import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keptSecret } from './secret.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'attune-secret-'))));
afterEach(() => rm(folder, { recursive: true }));

test('made once, kept, and for its owner only', async () => {
  const data = join(folder, 'new', 'data');
  const secret = await keptSecret(data);
  expect(secret.length).toBeGreaterThanOrEqual(43);
  expect(await keptSecret(data)).toBe(secret);
  expect((await stat(join(data, 'secret'))).mode & 0o777).toBe(0o600);
});

test('of twenty that start at once all get the same, and no draft stays', async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => keptSecret(folder)));
  expect(new Set(secrets).size).toBe(1);
  expect(await readdir(folder)).toEqual(['secret']);
});

test('a damaged one is not replaced behind the reader’s back', async () => {
  await writeFile(join(folder, 'secret'), 'short');
  await expect(keptSecret(folder)).rejects.toThrow(/secret is empty or too short\. Remove it/);
});

import { expect, onTestFinished, test } from 'vitest';
import { startAttuneProcess } from '../testing/attune-process.ts';
import { query } from '../testing/query.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { findEmbedded, startEmbedded } from './index.ts';

test('a server that another process runs is found, and worked on beside it', async () => {
  const dataDir = await temporaryFolder();
  const { said } = await startAttuneProcess(dataDir);
  const url = await findEmbedded(dataDir);
  expect(url).toBe(said.url);
  expect(await query(url!, 'select current_user as role')).toEqual([{ role: 'attune' }]);
});

test('a server that listens on 127.0.0.1 is found with its password', async () => {
  const dataDir = await temporaryFolder();
  const server = await startEmbedded({ dataDir, listen: 'tcp' });
  onTestFinished(() => server.stop());
  expect(await findEmbedded(dataDir)).toBe(server.url);
});

test('none is found where none was started, where it was stopped, or where its Attune was killed', async () => {
  const dataDir = await temporaryFolder();
  expect(await findEmbedded(dataDir)).toBeUndefined();
  const server = await startEmbedded({ dataDir });
  await server.stop();
  expect(await findEmbedded(dataDir)).toBeUndefined();
  const other = await startAttuneProcess(dataDir);
  await other.kill();
  expect(await findEmbedded(dataDir)).toBeUndefined();
  await (await startEmbedded({ dataDir })).stop();
});

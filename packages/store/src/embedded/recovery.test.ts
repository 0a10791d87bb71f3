import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openStore } from '../index.ts';
import { IS_ROOT } from '../testing/as-root.ts';
import { startAttuneProcess } from '../testing/attune-process.ts';
import { query } from '../testing/query.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { startEmbedded, type EmbeddedDatabase } from './index.ts';
import { inspectProcess } from './processes.ts';

async function start(dataDir: string): Promise<EmbeddedDatabase> {
  const server = await startEmbedded({ dataDir });
  onTestFinished(() => server.stop());
  return server;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await delay(20);
}

describe('after a kill', () => {
  test('of the server while we run, it is started again, the rows confirmed are there, and the pool connects anew', async () => {
    const server = await start(await temporaryFolder());
    const store = openStore({ url: server.url });
    onTestFinished(() => store.close());
    await store.migrate();
    await store.revisions.publish([{ chapter: 'c', revision: 'r', path: 'p', source: 's' }]);
    const killed = server.pid!;
    process.kill(killed, 'SIGKILL');
    await until(() => server.pid !== undefined && server.pid !== killed);
    expect(await store.revisions.find('c', 'r')).toMatchObject({ source: 's' });
    expect(await store.health()).toEqual({ database: 'ok', migrations: 'current' });
  });

  test('of server and Attune together, the next start recovers what was confirmed', async () => {
    const dataDir = await temporaryFolder();
    const other = await startAttuneProcess(dataDir);
    await query(other.said.url!, 'create table kept (answer int)');
    await query(other.said.url!, 'insert into kept values (42)');
    process.kill(other.said.pid!, 'SIGKILL');
    await other.kill();
    const server = await start(dataDir);
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('of Attune alone, the next start stops the orphaned server cleanly and starts its own', async () => {
    const dataDir = await temporaryFolder();
    const other = await startAttuneProcess(dataDir);
    await query(other.said.url!, 'create table kept as select 42 as answer');
    await other.kill();
    expect(await inspectProcess(other.said.pid!)).toBeDefined();
    const server = await start(dataDir);
    expect(await inspectProcess(other.said.pid!)).toBeUndefined();
    expect(server.pid).not.toBe(other.said.pid);
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });
});

describe('a lock file of PostgreSQL that is stale', () => {
  async function withLockFile(pid: number): Promise<EmbeddedDatabase> {
    const dataDir = await temporaryFolder();
    const file = join(dataDir, 'postgres', 'postmaster.pid');
    const first = await start(dataDir);
    const text = await readFile(file, 'utf8');
    await first.stop();
    await writeFile(file, text.replace(/^\d+/, String(pid)));
    return start(dataDir);
  }

  test('because its process is gone is passed over', async () => {
    const gone = spawn('true');
    await once(gone, 'exit');
    expect(await query((await withLockFile(gone.pid!)).url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('because another program has the number now is passed over, and that program left alone', async () => {
    // Of the account that PostgreSQL runs under: one of another account PostgreSQL itself would pass over.
    const stranger = spawn('sleep', ['60'], IS_ROOT ? { uid: 65_534, gid: 65_534 } : {});
    onTestFinished(() => void stranger.kill());
    expect(await query((await withLockFile(stranger.pid!)).url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await inspectProcess(stranger.pid!)).toBeDefined();
  });
});

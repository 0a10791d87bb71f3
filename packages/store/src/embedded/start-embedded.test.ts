import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { query } from '../testing/query.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { startEmbedded, type EmbeddedDatabase, type EmbeddedOptions } from './index.ts';

async function start(dataDir: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabase> {
  const server = await startEmbedded({ dataDir, ...options });
  onTestFinished(() => server.stop());
  return server;
}

describe('an embedded database', () => {
  test('keeps its data between two starts', async () => {
    const dataDir = join(await temporaryFolder(), 'not', 'there', 'yet');
    const first = await start(dataDir);
    await query(first.url, 'create table kept as select 42 as answer');
    await first.stop();
    const second = await start(dataDir);
    expect(second.pid).not.toBe(first.pid);
    expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });

  test('is PostgreSQL 18, durable, in UTF-8 that sorts by code point, and reached by its socket only', async () => {
    const server = await start(await temporaryFolder());
    const [settings] = await query(
      server.url,
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('fsync') as fsync,
       current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit,
       current_setting('server_encoding') as encoding, current_setting('listen_addresses') as addresses,
       current_setting('is_superuser') as superuser, lower('ÄÖ') as lower`,
    );
    expect(settings).toEqual({
      major: 18,
      fsync: 'on',
      pages: 'on',
      commit: 'on',
      encoding: 'UTF8',
      addresses: '',
      superuser: 'off',
      lower: 'äö',
    });
    const words = await query(
      server.url,
      "select word from unnest(array['b', 'ä', 'B', 'a', 'ا', 'Z']) as word order by word",
    );
    expect(words.map((row) => row['word'])).toEqual(['B', 'Z', 'a', 'b', 'ä', 'ا']);
    const folder = await stat(server.socketDir!);
    expect(folder.mode & 0o777).toBe(0o700);
  });

  test('leaves nothing but its data when it has stopped, and stopping twice is no error', async () => {
    const dataDir = await temporaryFolder();
    const server = await start(dataDir);
    await Promise.all([server.stop(), server.stop()]);
    expect(server.pid).toBeUndefined();
    expect(await readdir(dataDir)).toEqual(['postgres']);
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('postmaster.pid');
  });

  test('puts its socket elsewhere when the path of the data folder is too long for one', async () => {
    const dataDir = join(await temporaryFolder(), 'a-folder-with-a-long-name'.repeat(4));
    const server = await start(dataDir);
    expect(server.socketDir!.length).toBeLessThan(80);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    await expect(stat(server.socketDir!)).rejects.toThrow(/ENOENT/);
  });

  test('can be reached on 127.0.0.1 with a password that only its account can read, on data made for a socket', async () => {
    const dataDir = await temporaryFolder();
    await (await start(dataDir)).stop();
    const server = await start(dataDir, { listen: 'tcp' });
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    const wrong = new URL(server.url);
    wrong.password = 'guessed';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    const file = join(dataDir, 'postgres', 'attune.password');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toBe(new URL(server.url).password);
  });

  test('works in a folder whose name has spaces, quotes and letters of any script', async () => {
    const server = await start(join(await temporaryFolder(), `it's "my" data, کتاب %41`));
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('takes settings in the place of its own', async () => {
    const server = await start(await temporaryFolder(), { settings: { work_mem: '5MB' } });
    expect(await query(server.url, "select current_setting('work_mem') as it")).toEqual([{ it: '5MB' }]);
  });

  test('makes no use of a half-made cluster that a killed first start has left', async () => {
    const dataDir = await temporaryFolder();
    const gone = 2 ** 30;
    await mkdir(join(dataDir, `init-${gone}-abandoned`, 'cluster'), { recursive: true });
    await mkdir(join(dataDir, `run-${gone}-abandoned`));
    const server = await start(dataDir);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect((await readdir(dataDir)).filter((name) => name.includes('abandoned'))).toEqual([]);
  });
});

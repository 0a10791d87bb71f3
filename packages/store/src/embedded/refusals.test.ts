import { spawn } from 'node:child_process';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CAN_BE_ANOTHER, giveAway, IS_ROOT, OTHER_ACCOUNT, UNLISTED_ACCOUNT } from '../testing/as-root.ts';
import { startAttuneProcess } from '../testing/attune-process.ts';
import { query } from '../testing/query.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { program } from './binaries.ts';
import { EmbeddedDatabaseError, startEmbedded, type EmbeddedOptions } from './index.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { reachableBinaries } from './reachable-binaries.ts';

/** The error of a start that must fail. */
async function refusal(dataDir: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedDatabaseError> {
  const outcome = await startEmbedded({ dataDir, ...options }).catch((error: unknown) => error);
  if (outcome instanceof EmbeddedDatabaseError) {
    expect(outcome.message).toContain(outcome.remedy);
    return outcome;
  }
  if (outcome instanceof Error) throw outcome;
  await (outcome as { stop(): Promise<void> }).stop();
  throw new Error('it started');
}

async function usedFolder(): Promise<string> {
  const dataDir = await temporaryFolder();
  await (await startEmbedded({ dataDir })).stop();
  return dataDir;
}

describe('a start is refused, and says why and how to mend it,', () => {
  test('while another Attune has the data folder, which goes on undisturbed', async () => {
    const dataDir = await temporaryFolder();
    const other = await startAttuneProcess(dataDir);
    const error = await refusal(dataDir);
    expect(error).toMatchObject({
      code: 'data_folder_in_use',
      remedy: expect.stringContaining(`kill ${other.child.pid}`) as string,
    });
    expect(error.message).toContain(`another Attune (process ${other.child.pid})`);
    expect(await query(other.said.url!, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('while this very process has it', async () => {
    const dataDir = await temporaryFolder();
    const server = await startEmbedded({ dataDir });
    onTestFinished(() => server.stop());
    expect(await refusal(dataDir)).toMatchObject({ code: 'data_folder_in_use' });
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('while a server has it whose Attune lives but has left no note', async () => {
    const dataDir = await temporaryFolder();
    const server = await startEmbedded({ dataDir });
    onTestFinished(() => server.stop());
    await rm(join(dataDir, 'owner.json'));
    expect(await refusal(dataDir)).toMatchObject({ code: 'data_folder_in_use' });
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('while a server has it that no Attune started', async () => {
    const dataDir = await usedFolder();
    const account = IS_ROOT ? { uid: 65_534, gid: 65_534 } : undefined;
    const postgres = program(await reachableBinaries(account), 'postgres');
    const values = [
      '-D',
      join(dataDir, 'postgres'),
      '-c',
      'listen_addresses=',
      '-c',
      `unix_socket_directories=${join(dataDir, 'postgres')}`,
    ];
    const server = spawn(postgres, values, { ...account, stdio: 'ignore' });
    onTestFinished(async () => {
      server.kill('SIGINT');
      await once(server, 'exit');
    });
    while (!(await readPostmasterFile(join(dataDir, 'postgres')))?.ready) await delay(20);
    expect(await refusal(dataDir)).toMatchObject({
      code: 'data_folder_in_use',
      remedy: expect.stringContaining(`kill -INT ${server.pid}`) as string,
    });
    expect(server.exitCode).toBeNull();
  });

  test('but to one of five that start at once on a new folder', async () => {
    const dataDir = await temporaryFolder();
    const five = await Promise.all(Array.from({ length: 5 }, () => startAttuneProcess(dataDir)));
    const [winner, ...more] = five.filter((one) => one.said.url !== undefined);
    expect(more).toEqual([]);
    expect(five.filter((one) => one !== winner).map((one) => one.said.code)).toEqual(
      Array.from({ length: 4 }, () => 'data_folder_in_use'),
    );
    expect(await query(winner!.said.url!, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('on data of another major version', async () => {
    const dataDir = await usedFolder();
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '17\n');
    const error = await refusal(dataDir);
    expect(error.code).toBe('data_folder_other_version');
    expect(error.message).toMatch(/PostgreSQL 17.*PostgreSQL 18/);
  });

  test('in a database folder that is not Attune’s', async () => {
    const dataDir = await usedFolder();
    expect(await refusal(join(dataDir, 'postgres'))).toMatchObject({ code: 'data_folder_foreign' });
  });

  test('in a folder whose "postgres" is something else, which is left as it is', async () => {
    const dataDir = await temporaryFolder();
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres', 'notes.txt'), 'mine');
    expect(await refusal(dataDir)).toMatchObject({ code: 'data_folder_foreign' });
    expect(await readFile(join(dataDir, 'postgres', 'notes.txt'), 'utf8')).toBe('mine');
  });

  test('where the data folder is a file', async () => {
    const file = join(await temporaryFolder(), 'file');
    await writeFile(file, '');
    expect(await refusal(file)).toMatchObject({ code: 'data_folder_foreign' });
    expect(await refusal(join(file, 'below'))).toMatchObject({ code: 'data_folder_foreign' });
  });

  test('on a port that another program has', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const error = await refusal(await temporaryFolder(), { listen: 'tcp', port });
    expect(error).toMatchObject({ code: 'port_taken', message: expect.stringContaining(String(port)) as string });
  });

  test('without the password file, by TCP', async () => {
    const dataDir = await usedFolder();
    await rm(join(dataDir, 'postgres', 'attune.password'));
    expect(await refusal(dataDir, { listen: 'tcp' })).toMatchObject({ code: 'password_missing' });
  });

  test('with a setting that PostgreSQL does not know, in its words', async () => {
    const error = await refusal(await temporaryFolder(), { settings: { no_such_setting: 'on' } });
    expect(error.code).toBe('start_failed');
    expect(error.message).toContain('unrecognized configuration parameter "no_such_setting"');
  });
});

describe.runIf(IS_ROOT)('as root', () => {
  test('a folder that the server’s account cannot pass through is named', async () => {
    const closed = join(await temporaryFolder(), 'closed');
    await mkdir(closed, { mode: 0o700 });
    const error = await refusal(join(closed, 'data'));
    expect(error.code).toBe('folder_not_traversable');
    expect(error.message).toContain(`cannot pass through ${closed} to`);
    expect(error.remedy).toContain(`chmod o+x ${closed}`);
  });

  test('the server runs as the owner of the data folder', async () => {
    const dataDir = await temporaryFolder();
    await giveAway(dataDir);
    await chmod(dataDir, 0o700);
    const server = await startEmbedded({ dataDir });
    onTestFinished(() => server.stop());
    expect(await readFile(`/proc/${server.pid}/status`, 'utf8')).toMatch(
      new RegExp(`^Uid:\\t${OTHER_ACCOUNT.uid}\\t`, 'm'),
    );
  });

  test('the server runs as nobody where the owner of the data folder is not listed, and the folder stays theirs', async () => {
    const dataDir = await temporaryFolder();
    await giveAway(dataDir, UNLISTED_ACCOUNT);
    await chmod(dataDir, 0o700);
    const server = await startEmbedded({ dataDir });
    onTestFinished(() => server.stop());
    expect(await readFile(`/proc/${server.pid}/status`, 'utf8')).toMatch(/^Uid:\t65534\t/m);
    expect(await stat(dataDir)).toMatchObject({ uid: UNLISTED_ACCOUNT.uid, mode: 0o40711 });
  });

  test.runIf(CAN_BE_ANOTHER)('an account that is not listed is told so', async () => {
    const dataDir = await temporaryFolder();
    await giveAway(dataDir, UNLISTED_ACCOUNT);
    expect((await startAttuneProcess(dataDir, UNLISTED_ACCOUNT)).said).toMatchObject({ code: 'account_unlisted' });
  });

  test.runIf(CAN_BE_ANOTHER)('an account that is not root starts it as itself', async () => {
    const dataDir = await temporaryFolder();
    await giveAway(dataDir);
    const other = await startAttuneProcess(dataDir, OTHER_ACCOUNT);
    expect(await query(other.said.url!, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test.runIf(CAN_BE_ANOTHER)('an account that may not write the data folder is told so', async () => {
    const dataDir = await temporaryFolder();
    const empty = await startAttuneProcess(dataDir, OTHER_ACCOUNT);
    expect(empty.said).toMatchObject({ code: 'folder_not_writable' });
    const used = await startAttuneProcess(await usedFolder(), OTHER_ACCOUNT);
    expect(used.said).toMatchObject({ code: 'folder_not_writable' });
    expect(used.said.message).toContain('chown -R');
  });
});

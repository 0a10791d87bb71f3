import { access, mkdir, readdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { restore } from './index.ts';
import { EmbeddedDatabaseError, startEmbedded, upgradeEmbedded } from './embedded/index.ts';
import { openStore } from './store.ts';
import { query } from './testing/query.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const LONG = { timeout: 120_000 };

/** PostgreSQL 17 of npm, where it can be installed. */
function olderPostgres(): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve('postgres-17-linux-x64')));
  } catch {
    return undefined;
  }
}
const programs = olderPostgres() ?? '';

/** A data folder as an Attune that ran PostgreSQL 17 left it. */
async function olderData(): Promise<string> {
  const dataDir = await temporaryFolder();
  const server = await startEmbedded({ dataDir, programs });
  const store = openStore({ url: server.url });
  await store.migrate();
  await query(server.url, "insert into users (name) values ('اردو'), ('b')");
  await store.close();
  await server.stop();
  return dataDir;
}

async function names(dataDir: string, options: { programs?: string } = {}): Promise<unknown[]> {
  const server = await startEmbedded({ dataDir, ...options });
  const rows = await query(
    server.url,
    "select name, current_setting('server_version_num')::int / 10000 as major from users order by name",
  );
  await server.stop();
  return rows;
}

const NEW = [
  { name: 'b', major: 18 },
  { name: 'اردو', major: 18 },
];

describe.skipIf(programs === '')('data of PostgreSQL 17', LONG, () => {
  test('is refused at a start, with how to upgrade it, and upgraded with nothing lost', async () => {
    const dataDir = await olderData();
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({
      code: 'data_folder_other_version',
      remedy: expect.stringContaining('attune upgrade'),
    });
    const upgraded = await upgradeEmbedded({ dataDir, programs });
    expect(upgraded).toMatchObject({ from: '17', to: '18', rows: 2 });
    expect(await names(dataDir)).toEqual(NEW);
    expect((await readdir(dataDir)).sort()).toEqual(['before-upgrade-from-17.backup', 'postgres', 'postgres-17']);
  });

  test('gives a backup that restores into ours, and stays readable by its own programs', async () => {
    const dataDir = await olderData();
    const { backup, kept } = await upgradeEmbedded({ dataDir, programs });
    const other = await temporaryFolder();
    const server = await startEmbedded({ dataDir: other });
    expect(await restore(server.url, backup)).toMatchObject({ rows: 2, postgres: expect.stringMatching(/^17/) });
    await server.stop();
    expect(await names(other)).toEqual(NEW);
    const old = await temporaryFolder();
    await rename(kept, join(old, 'postgres'));
    expect(await names(old, { programs })).toEqual(NEW.map(({ name }) => ({ name, major: 17 })));
  });

  test('whose upgrade was cut off is upgraded by the next', async () => {
    const dataDir = await olderData();
    // While the new cluster was being made.
    const half = await startEmbedded({ dataDir: join(dataDir, 'upgrading') });
    await half.stop();
    await upgradeEmbedded({ dataDir, programs });
    expect(await names(dataDir)).toEqual(NEW);
    // Between the two renames.
    await mkdir(join(dataDir, 'upgrading'));
    await rename(join(dataDir, 'postgres'), join(dataDir, 'upgrading', 'postgres'));
    await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'upgrade_unfinished' });
    await expect(access(join(dataDir, 'postgres'))).rejects.toThrow();
    await upgradeEmbedded({ dataDir, programs });
    expect(await names(dataDir)).toEqual(NEW);
  });

  test('is left alone where an earlier upgrade has left what would be in the way', async () => {
    const dataDir = await olderData();
    const earlier = join(dataDir, 'postgres-17');
    await mkdir(earlier);
    await expect(upgradeEmbedded({ dataDir, programs })).rejects.toMatchObject({
      code: 'data_folder_foreign',
      message: expect.stringContaining(earlier),
    });
    expect((await readdir(dataDir)).sort()).toEqual(['postgres', 'postgres-17']);
    expect(await names(dataDir, { programs })).toEqual(NEW.map(({ name }) => ({ name, major: 17 })));
  });

  test('that cannot be backed up stays where it is', async () => {
    const dataDir = await temporaryFolder();
    // A cluster without anything of Attune.
    await (await startEmbedded({ dataDir, programs })).stop();
    await expect(upgradeEmbedded({ dataDir, programs })).rejects.toMatchObject({ code: 'foreign_database' });
    expect(await readdir(dataDir)).toEqual(['postgres']);
  });
});

describe('an upgrade', LONG, () => {
  test.skipIf(programs === '')('of what needs none, or is not there, is refused', async () => {
    const dataDir = await temporaryFolder();
    await expect(upgradeEmbedded({ dataDir, programs })).rejects.toMatchObject({ code: 'upgrade_needless' });
    await (await startEmbedded({ dataDir })).stop();
    await expect(upgradeEmbedded({ dataDir, programs })).rejects.toMatchObject({ code: 'upgrade_needless' });
  });

  test('by programs that are none is refused', async () => {
    const dataDir = await temporaryFolder();
    await expect(upgradeEmbedded({ dataDir, programs: dataDir })).rejects.toThrow(EmbeddedDatabaseError);
  });
});

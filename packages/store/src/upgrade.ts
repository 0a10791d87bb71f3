import { access, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { restore } from './backup/restore-backup.ts';
import { backup } from './backup/write-backup.ts';
import { openBinaries, POSTGRES_MAJOR } from './embedded/binaries.ts';
import { majorVersion, UPGRADING } from './embedded/data-folder.ts';
import { EmbeddedDatabaseError } from './embedded/errors.ts';
import { type EmbeddedOptions, startEmbedded } from './embedded/start-embedded.ts';
import type { Log } from './log.ts';

export interface UpgradeOptions {
  readonly dataDir: string;
  /** Folder of the PostgreSQL programs that the data is of. */
  readonly programs: string;
  readonly log?: Log;
}

export interface Upgraded {
  /** Major versions. */
  readonly from: string;
  readonly to: string;
  /** Taken over; absent where an upgrade that was cut off was only brought to its end. */
  readonly rows?: number;
  /** Where the old data stands, untouched, and its backup; theirs who run it to take away. */
  readonly kept: string;
  readonly backup: string;
}

/**
 * Takes an embedded database to the major version of PostgreSQL that this Attune runs: a backup by the old programs, restored into a new
 * cluster beside the old one, then both change places. Until that moment the old data is as it was, and it is kept. Cut off at whatever
 * point it may be run again. Throws EmbeddedDatabaseError and BackupError.
 */
export async function upgradeEmbedded({ dataDir, programs, log = () => {} }: UpgradeOptions): Promise<Upgraded> {
  const { major: from } = await openBinaries(programs);
  const to = POSTGRES_MAJOR;
  const cluster = join(dataDir, 'postgres');
  const made = join(dataDir, UPGRADING);
  const kept = join(dataDir, `postgres-${from}`);
  const file = join(dataDir, `before-upgrade-from-${from}.backup`);
  const version = await majorVersion(cluster);
  if (version === undefined && (await majorVersion(join(made, 'postgres'))) === to) return finish();
  if (version === undefined || version === to) throw needless(cluster, version);
  if (await isThere(kept)) throw inTheWay(kept);
  // What an upgrade that was cut off has left.
  await rm(made, { recursive: true, force: true });
  await rm(file, { force: true });

  const written = await running({ dataDir, programs, log }, (url) => backup(url, file));
  log('info', 'the old data was backed up', { file, rows: written.rows });
  const restored = await running({ dataDir: made, log }, (url) => restore(url, file));
  await rename(cluster, kept);
  return finish(restored.rows);

  async function finish(rows?: number): Promise<Upgraded> {
    await rename(join(made, 'postgres'), cluster);
    await rm(made, { recursive: true, force: true });
    return { from, to, kept, backup: file, ...(rows === undefined ? {} : { rows }) };
  }
}

async function running<Result>(options: EmbeddedOptions, work: (url: string) => Promise<Result>): Promise<Result> {
  const server = await startEmbedded(options);
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const needless = (cluster: string, version: string | undefined): EmbeddedDatabaseError =>
  new EmbeddedDatabaseError(
    'upgrade_needless',
    version === undefined
      ? `There is no database in ${cluster}.`
      : `The data in ${cluster} is of PostgreSQL ${version} already.`,
    'There is nothing to upgrade.',
  );

const inTheWay = (kept: string): EmbeddedDatabaseError =>
  new EmbeddedDatabaseError(
    'data_folder_foreign',
    `${kept} is there from an earlier upgrade.`,
    'Move it away, or remove it if it is not needed any more.',
  );

import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '@attune/store';
import { findEmbedded } from '@attune/store/embedded';
import { pino } from 'pino';
import { dataFolder } from './data-folder.ts';
import { readEnvironment } from './environment.ts';
import { createLogger } from './logger.ts';
import { openDatabase, type PartsOptions } from './open-parts.ts';
import { UndoList } from './undo-list.ts';

/** There is nothing to work on, and nothing was made. */
export class NoDatabaseError extends Error {
  override readonly name = 'NoDatabaseError';
  readonly remedy = 'name the folder of the site that is served, or set DATABASE_URL';
}

/**
 * Works on the database that the service uses, brought to this version, without the site; on an embedded one also while the service runs. Rejects
 * where there is none yet.
 */
export async function withDatabase<Result>(
  options: PartsOptions,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const environment = readEnvironment(options.environment, options.defaults);
  // Not among what is printed for the caller.
  const logger = options.logger ?? createLogger(environment, pino.destination(2));
  const started = new UndoList();
  try {
    const data = await dataFolder(options.siteDir, environment.ATTUNE_DATA);
    const running = environment.DATABASE_URL ?? (await findEmbedded(join(data, 'postgres')));
    if (running === undefined) await refuseMissing(join(data, 'postgres'));
    const chosen = running === undefined ? environment : { ...environment, DATABASE_URL: running };
    const store = await openDatabase(chosen, data, { logger, started });
    await store.migrate();
    return await work(store);
  } finally {
    await started.undo();
  }
}

async function refuseMissing(folder: string): Promise<void> {
  try {
    await access(folder);
  } catch (error) {
    throw new NoDatabaseError(`there is no database in ${folder} yet`, { cause: error });
  }
}

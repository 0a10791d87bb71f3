import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startEmbedded } from '../embedded/index.ts';
import { migrate } from '../migrate.ts';

/** The migrated database that test databases are copied from. */
export const TEMPLATE = 'attune_template';

export interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * What a crash of the machine would lose, tests make again: they need not wait for the disk. And a database that the
 * autovacuum is at work in cannot be dropped by a role that is no superuser.
 */
const HASTY = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_connections: '100',
};

/** A server of its own in a temporary folder, with a template database; both go with `stop`. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'attune-test-'));
  const remove = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  try {
    const server = await startEmbedded({ dataDir, settings: HASTY });
    await makeTemplate(server.url);
    return { url: server.url, stop: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function makeTemplate(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  await migrate(template.href, () => {});
}

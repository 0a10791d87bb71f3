import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBarrier, give } from './account.ts';
import { asidePath, type DataFolder } from './data-folder.ts';
import { EmbeddedDatabaseError } from './errors.ts';
import type { Settings } from './settings.ts';

/** Where the server listens. With a socket folder the port only names the socket. */
export interface Address {
  readonly port: number;
  readonly socketDir?: string;
}

const SOCKET_PORT = 5432;
/** Longest path of a socket, in bytes: macOS' limit less the closing zero; Linux allows four more. */
const LONGEST_SOCKET_PATH = 103;

/**
 * A new folder at each start, which only the server's account may enter: whoever gets in may do anything, and nothing left
 * by an earlier run can be in the way. In the data folder, or in a shorter place if the path would be too long.
 */
export async function makeSocketFolder(folder: DataFolder): Promise<Address> {
  const places = [asidePath(folder, 'run'), join(tmpdir(), 'attune-'), '/tmp/attune-'];
  for (const place of places) {
    if (Buffer.byteLength(`${place}XXXXXX/.s.PGSQL.${SOCKET_PORT}`) > LONGEST_SOCKET_PATH) continue;
    const socketDir = await mkdtemp(place);
    await chmod(socketDir, 0o700);
    await give(socketDir, folder.account);
    if ((await findBarrier(socketDir, folder.account)) === undefined) return { port: SOCKET_PORT, socketDir };
    await rm(socketDir, { recursive: true });
  }
  throw new EmbeddedDatabaseError(
    'start_failed',
    'There is no folder with a path short enough for a socket.',
    'Choose a shorter data folder.',
  );
}

/** The wanted port of 127.0.0.1 if it is free, or any free one. */
export async function findPort(wanted = 0): Promise<Address> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ port: wanted, host: '127.0.0.1', exclusive: true }, resolve);
    });
  } catch (cause) {
    throw portTaken(wanted, cause);
  }
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return { port: typeof address === 'object' && address ? address.port : wanted };
}

export function portTaken(port: number, cause?: unknown): EmbeddedDatabaseError {
  const remedy = 'Stop the program that has it, choose another port, or give none and a free one is taken.';
  return new EmbeddedDatabaseError('port_taken', `Port ${port} of 127.0.0.1 is taken.`, remedy, { cause });
}

export function listenSettings({ port, socketDir }: Address): Settings {
  const where = socketDir === undefined ? { listen_addresses: '127.0.0.1' } : { listen_addresses: '' };
  return { port: String(port), ...where, unix_socket_directories: listOf(socketDir), unix_socket_permissions: '0700' };
}

// The setting is a list with commas: a path is quoted.
const listOf = (path: string | undefined): string => (path === undefined ? '' : `"${path.replaceAll('"', '""')}"`);

export function urlOf(
  { port, socketDir }: Address,
  user: string,
  database: string,
  password: string | undefined,
): string {
  const url = new URL(socketDir === undefined ? `postgresql://127.0.0.1:${port}` : 'postgresql://');
  url.pathname = `/${database}`;
  if (socketDir === undefined) {
    url.username = user;
    url.password = password ?? '';
  } else {
    url.search = new URLSearchParams({ host: socketDir, port: String(port), user, sslmode: 'disable' }).toString();
  }
  return url.href;
}

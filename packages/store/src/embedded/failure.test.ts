import { expect, test } from 'vitest';
import type { DataFolder } from './data-folder.ts';
import { explainFailure } from './failure.ts';

const FOLDER: DataFolder = {
  path: '/data',
  cluster: '/data/postgres',
  owner: '/data/owner.json',
  password: '/data/postgres/p',
  account: undefined,
};
const ADDRESS = { port: 5433 };

test.each([
  [
    'FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 4242) running in data directory "/data"?',
    'data_folder_in_use',
    '4242',
  ],
  ['PANIC:  could not write to file "pg_wal/xlogtemp.1": No space left on device', 'disk_full', 'Free some space'],
  ['FATAL:  could not bind IPv4 address "127.0.0.1": Address already in use', 'port_taken', '5433'],
  [
    'postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file',
    'binaries_unusable',
    'libicuuc',
  ],
  ['FATAL:  data directory "/data" has wrong ownership', 'folder_not_writable', 'chown -R'],
  ['initdb: could not look up effective user ID 65533: user does not exist', 'account_unlisted', '/etc/passwd'],
  ['FATAL:  something that nobody has seen', 'start_failed', 'something that nobody has seen'],
])('what PostgreSQL says (%s) becomes %s', (output, code, words) => {
  const error = explainFailure(FOLDER, ADDRESS, output);
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
});

test('a program that the system cannot start is named as such', () => {
  expect(explainFailure(FOLDER, undefined, '', new Error('spawn /x/bin/postgres ENOENT')).code).toBe(
    'binaries_unusable',
  );
});

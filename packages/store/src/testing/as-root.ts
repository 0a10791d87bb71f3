import { chown } from 'node:fs/promises';

export const IS_ROOT = process.getuid?.() === 0;

/** An account that every system lists ("daemon"), for processes and folders of tests that run as root. */
export const OTHER_ACCOUNT = { uid: 1, gid: 1 };
/** An account that no system lists. */
export const UNLISTED_ACCOUNT = { uid: 65_533, gid: 65_533 };

export const giveAway = (path: string, account = OTHER_ACCOUNT): Promise<void> => chown(path, account.uid, account.gid);

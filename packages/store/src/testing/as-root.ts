import { chown } from 'node:fs/promises';
import { findBarrier } from '../embedded/account.ts';

export const IS_ROOT = process.getuid?.() === 0;

/** An account that every system lists ("daemon"), for processes and folders of tests that run as root. */
export const OTHER_ACCOUNT = { uid: 1, gid: 1 };
/** An account that no system lists. */
export const UNLISTED_ACCOUNT = { uid: 65_533, gid: 65_533 };

/** Whether other accounts can run this project at all: not where it lies in a folder that only root can enter. */
export const CAN_BE_ANOTHER = IS_ROOT && (await findBarrier(process.execPath, OTHER_ACCOUNT)) === undefined;

export const giveAway = (path: string, account = OTHER_ACCOUNT): Promise<void> => chown(path, account.uid, account.gid);

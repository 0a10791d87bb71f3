import type { Profile } from '@attune/contract';
import { atom } from 'nanostores';

/** As whom somebody tries the book for this visit, an author in development too; undefined: as themselves. */
export const $preview = atom<Profile | undefined>(undefined);

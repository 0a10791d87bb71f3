import type { Profile } from '@attune/contract';
import { atom } from 'nanostores';

/** As whom an author looks at the book in development; undefined: as themselves. */
export const $preview = atom<Profile | undefined>(undefined);

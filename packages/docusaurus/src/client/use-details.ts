import { useStore } from '@nanostores/react';
import { DETAILS } from '../strings/details.ts';
import { stringsOf } from './i18n.ts';

const details = stringsOf('details', DETAILS);

/** The strings of what a click opens, and loaded with it; in the browser only. */
export const useDetails = (): ReturnType<typeof details.get> => useStore(details);

import { useStore } from '@nanostores/react';
import { details } from './strings/details.ts';

/** The strings of what a click opens; in the browser only. */
export const useDetails = (): ReturnType<typeof details.get> => useStore(details);

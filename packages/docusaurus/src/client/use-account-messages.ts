import { useStore } from '@nanostores/react';
import { accountMessages } from './strings/account.ts';

/** The account's strings in the interface's language. In the browser only. */
export const useAccountMessages = (): ReturnType<typeof accountMessages.get> => useStore(accountMessages);

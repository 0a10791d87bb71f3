import { useStore } from '@nanostores/react';
import { ACCOUNT } from '../strings/account.ts';
import { stringsOf } from './i18n.ts';

const accountMessages = stringsOf('account', ACCOUNT);

/** The account's strings in the interface's language. In the browser only. */
export const useAccountMessages = (): ReturnType<typeof accountMessages.get> => useStore(accountMessages);

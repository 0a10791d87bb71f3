import { ServiceError, type ServiceErrorCode } from '@attune/contract/client';
import { useStore } from '@nanostores/react';
import { accountMessages } from './strings/account.ts';

type Messages = ReturnType<typeof accountMessages.get>;

const TOLD: Partial<Record<ServiceErrorCode, 'emailTaken' | 'wrong' | 'passwordWrong' | 'invalid' | 'linkOver'>> = {
  email_taken: 'emailTaken',
  credentials_wrong: 'wrong',
  password_wrong: 'passwordWrong',
  body_invalid: 'invalid',
  proof_invalid: 'linkOver',
};

/** The account's strings, and what went wrong in the reader's words. */
export function useAccountMessages(): { readonly t: Messages; readonly tell: (error: unknown) => string } {
  const t = useStore(accountMessages);
  const tell = (error: unknown): string =>
    t[(error instanceof ServiceError ? TOLD[error.code] : undefined) ?? 'unreachable'];
  return { t, tell };
}

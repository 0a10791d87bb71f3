import { ServiceError, type ServiceErrorCode } from '@attune/contract/client';
import type { AccountMessage } from '../strings/account.ts';

const TOLD: Partial<Record<ServiceErrorCode, AccountMessage>> = {
  email_taken: 'emailTaken',
  credentials_wrong: 'wrong',
  password_wrong: 'passwordWrong',
  body_invalid: 'invalid',
  proof_invalid: 'linkOver',
};

/** What a reader is told of something that went wrong with their account. */
export const troubleOf = (error: unknown): AccountMessage =>
  (error instanceof ServiceError ? TOLD[error.code] : undefined) ?? 'unreachable';

/** Says what came of it, once it is through. */
export async function tellOutcome(
  work: Promise<unknown>,
  say: (said: AccountMessage | undefined) => void,
  done?: AccountMessage,
): Promise<void> {
  try {
    await work;
    say(done);
  } catch (error) {
    say(troubleOf(error));
  }
}

import { randomBytes } from 'node:crypto';
import type { Auth } from './auth.ts';

/** What a secret that was handed out stands for. */
type Kind = 'reset' | 'verify' | 'state' | 'code';

export interface Proofs {
  /** A secret that stands for `value` once, for that many minutes. Kept is its hash. */
  give(kind: Kind, value: string, minutes: number): Promise<string>;
  /** What it stood for; nothing where it is none, or was taken before. */
  take(kind: Kind, proof: string): Promise<string | undefined>;
}

/** By the authentication library's table of proofs under way. */
export function createProofs(auth: Auth): Proofs {
  return {
    async give(kind, value, minutes) {
      const proof = randomBytes(32).toString('base64url');
      const { internalAdapter } = await auth.$context;
      const expiresAt = new Date(Date.now() + minutes * 60_000);
      await internalAdapter.createVerificationValue({ identifier: `${kind}:${proof}`, value, expiresAt });
      return proof;
    },
    async take(kind, proof) {
      const { internalAdapter } = await auth.$context;
      return (await internalAdapter.consumeVerificationValue(`${kind}:${proof}`))?.value;
    },
  };
}

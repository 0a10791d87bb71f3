import { createHash, randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { ApiError } from '../errors.ts';
import type { AccountRows, Identity, ProviderSignIn } from '../ports.ts';
import type { Auth } from './auth.ts';
import type { Pages } from './pages.ts';
import { isSame } from './token.ts';
import type { Proofs } from './proofs.ts';

export interface SignInParts {
  readonly auth: Auth;
  readonly identity: Identity;
  readonly rows: AccountRows;
  readonly proofs: Proofs;
  readonly pages: Pages;
  /** Public address of the service, to which providers send readers back. */
  readonly serviceUrl: string;
  readonly logger: Logger;
}

/** What is known between the start and the provider's answer. */
interface Begun {
  readonly provider: string;
  readonly page: string;
  readonly challenge: string;
  readonly codeVerifier: string;
  readonly nonce: string;
}
/** What a code in a page's fragment stands for. */
interface Vouched {
  readonly provider: string;
  readonly accountId: string;
  readonly email: string;
  readonly challenge: string;
}

const MINUTES_AT_PROVIDER = 10;
const MINUTES_OF_CODE = 1;

type Provider = Awaited<Auth['$context']>['socialProviders'][number];

/**
 * Sign-in at providers without a cookie: what must not be lost is kept here under the `state`, and the code that the page gets in its fragment
 * is of use only to the browser that has the verifier of the challenge with which it began.
 */
export function createProviderSignIn(parts: SignInParts): ProviderSignIn {
  const { auth, identity, rows, proofs, pages, serviceUrl, logger } = parts;
  const callback = (id: string): string => `${serviceUrl.replace(/\/$/, '')}/v1/sign-in/${id}/callback`;

  async function providerCalled(id: string): Promise<Provider> {
    const found = (await auth.$context).socialProviders.find((provider) => provider.id === id);
    if (!found) throw new ApiError('provider_unknown');
    return found;
  }

  /** Whom the provider names, with an address that it has verified; nothing where it does not. */
  async function askProvider(provider: Provider, code: string, begun: Begun): Promise<Vouched | undefined> {
    const { codeVerifier, challenge, nonce } = begun;
    const tokens = await provider.validateAuthorizationCode({ code, codeVerifier, redirectURI: callback(provider.id) });
    if (!tokens) return undefined;
    const answer = await provider.getUserInfo({ ...tokens, expectedIdTokenNonce: nonce });
    const email = answer?.user.email?.toLowerCase();
    const isVerified =
      answer?.user.emailVerified === true ||
      (answer?.data as Record<string, unknown> | undefined)?.['email_verified'] === true;
    if (!answer || !email || !isVerified) return undefined;
    const accountId = String(await provider.accountSubject({ tokens, profile: answer.data }));
    return accountId === '' ? undefined : { provider: provider.id, accountId, email, challenge };
  }

  return {
    async providers() {
      return (await auth.$context).socialProviders.map(({ id, name }) => ({ id, name }));
    },

    async start(id, { page, challenge }) {
      const provider = await providerCalled(id);
      pages.check(page);
      const [codeVerifier, nonce] = [randomBytes(48).toString('base64url'), randomBytes(16).toString('base64url')];
      const begun: Begun = { provider: id, page, challenge, codeVerifier, nonce };
      const state = await proofs.give('state', JSON.stringify(begun), MINUTES_AT_PROVIDER);
      const redirectURI = callback(id);
      const url = await provider.createAuthorizationURL({ state, codeVerifier, redirectURI, idTokenNonce: nonce });
      return url.href;
    },

    async finish(id, { state, code }) {
      const provider = await providerCalled(id);
      const kept = await proofs.take('state', state);
      const begun = kept === undefined ? undefined : (JSON.parse(kept) as Begun);
      if (begun?.provider !== id) throw new ApiError('proof_invalid');
      const vouched =
        code === undefined
          ? undefined
          : await askProvider(provider, code, begun).catch((error: unknown) => {
              logger.warn(
                { provider: id, reason: (error as { name?: unknown }).name },
                'a provider was not understood',
              );
              return undefined;
            });
      if (!vouched) return pages.withFragment(begun.page, 'refused', id);
      const proof = await proofs.give('code', JSON.stringify(vouched), MINUTES_OF_CODE);
      return pages.withFragment(begun.page, 'code', proof);
    },

    async exchange({ code, verifier }, anonymous) {
      const kept = await proofs.take('code', code);
      if (kept === undefined) throw new ApiError('proof_invalid');
      const { provider, accountId, email, challenge } = JSON.parse(kept) as Vouched;
      if (!isSame(createHash('sha256').update(verifier).digest('base64url'), challenge)) {
        throw new ApiError('proof_invalid');
      }
      const known = await rows.signUpAt({ email, credential: { provider, accountId } }, anonymous);
      if (known === 'email_taken') throw new ApiError('email_taken');
      if (known === 'over') throw new ApiError('token_expired');
      return identity.startSession(known.userId);
    },
  };
}

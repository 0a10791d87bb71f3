import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { anonymous, genericOAuth } from 'better-auth/plugins';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { accounts, anonymousUser, sessions, users, verifications } from './tables.ts';

const DAY = 24 * 60 * 60;

interface ProviderClient {
  readonly id: string;
  readonly secret: string;
}

/** Where readers may sign in besides. */
export interface Providers {
  readonly github?: ProviderClient;
  readonly google?: ProviderClient;
  /** Any that speaks OpenID Connect, a school's own say. */
  readonly oidc?: ProviderClient & { readonly issuer: string; readonly name: string };
}

export interface AuthOptions {
  /** A `Kysely` over the tables of `tables.ts`; which others it knows does not matter. */
  readonly database: object;
  /** At least 32 characters. */
  readonly secret: string;
  readonly logger: Logger;
  readonly providers?: Providers;
}

const clientOf = (client: ProviderClient) => ({ clientId: client.id, clientSecret: client.secret });

/**
 * The authentication library as this service uses it, reached by function calls only: none of its addresses is served, and no cookie of its is
 * sent. It hashes passwords, keeps sessions and proofs under way, and speaks to providers.
 */
export function createAuth({ database, secret, logger, providers = {} }: AuthOptions) {
  const { github, google, oidc } = providers;
  return betterAuth({
    appName: 'Attune',
    // No address of it is mounted, so this names none; without it the library reads the environment.
    baseURL: 'http://attune.invalid',
    secret,
    database: { db: database as Kysely<never>, type: 'postgres' },
    telemetry: { enabled: false },
    user: users,
    // A session lives thirty days from its last day of use; the token stays the same.
    session: { ...sessions, expiresIn: 30 * DAY, updateAge: DAY },
    account: accounts,
    // Who reads the table cannot answer for a mail or a provider.
    verification: { ...verifications, storeIdentifier: 'hashed' },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 128 },
    socialProviders: {
      ...(github && { github: clientOf(github) }),
      ...(google && { google: clientOf(google) }),
    },
    advanced: {
      database: { generateId: () => randomUUID() },
      // Nothing about a reader is kept that they did not say themselves.
      ipAddress: { disableIpTracking: true },
    },
    databaseHooks: {
      // Those that it makes are anonymous; accounts are made by the store.
      user: { create: { before: async (user) => ({ data: { ...user, name: '', email: null as unknown as string } }) } },
    },
    logger: { level: 'warn', log: (level, message) => logger[level === 'debug' ? 'debug' : level](message) },
    plugins: [
      anonymous({ schema: anonymousUser }),
      genericOAuth({
        config: oidc
          ? [
              {
                ...clientOf(oidc),
                providerId: 'oidc',
                name: oidc.name,
                discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
                scopes: ['openid', 'email'],
                pkce: true,
              },
            ]
          : [],
      }),
    ],
  });
}
export type Auth = ReturnType<typeof createAuth>;

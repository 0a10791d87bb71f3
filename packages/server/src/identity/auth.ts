import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { anonymous, bearer } from 'better-auth/plugins';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { accounts, anonymousUser, sessions, users, verifications } from './tables.ts';

const DAY = 24 * 60 * 60;

export interface AuthOptions {
  /** A `Kysely` over the tables of `tables.ts`; which others it knows does not matter. */
  readonly database: object;
  /** What tokens are signed with; at least 32 characters. */
  readonly secret: string;
  readonly logger: Logger;
}

/** The authentication library as this service uses it: anonymous readers with bearer tokens, reached by function calls only. */
export function createAuth({ database, secret, logger }: AuthOptions) {
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
    verification: verifications,
    advanced: {
      database: { generateId: () => randomUUID() },
      // Nothing about a reader is kept that they did not say themselves.
      ipAddress: { disableIpTracking: true },
    },
    databaseHooks: {
      user: { create: { before: async (user) => ({ data: { ...user, name: '', email: null as unknown as string } }) } },
    },
    logger: { level: 'warn', log: (level, message) => logger[level === 'debug' ? 'debug' : level](message) },
    plugins: [anonymous({ schema: anonymousUser }), bearer({ requireSignature: true })],
  });
}

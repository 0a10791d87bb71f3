import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import type { Bodies } from './bodies/bodies.ts';
import type { Pointers } from './bodies/pointers.ts';
import type { Uses } from './bodies/uses.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { LimitRequests } from './limits/limit-requests.ts';
import type { Limits } from './limits/limits.ts';
import type {
  AccountRows,
  Accounts,
  Administration,
  FeedbackKeeper,
  Health,
  Identity,
  Library,
  Personalizing,
  Pins,
  Preferences,
  ProviderSignIn,
  ReaderData,
  Purse,
  References,
  RequestLog,
  Revisions,
} from './ports.ts';
import type { SecurityOptions } from './security-headers.ts';

/** What the service is made of; `main.ts` hands in the real parts, tests what they need. */
export interface AppParts {
  readonly library: Library;
  readonly identity: Identity;
  readonly accounts: Accounts;
  readonly accountRows: AccountRows;
  readonly signIn: ProviderSignIn;
  readonly readers: ReaderData;
  readonly administration: Administration;
  readonly preferences: Preferences;
  readonly references: References;
  readonly revisions: Revisions;
  readonly log: RequestLog;
  readonly bodies: Bodies;
  readonly pointers: Pointers;
  readonly uses: Uses;
  readonly pins: Pins;
  readonly feedback: FeedbackKeeper;
  readonly health: Health;
  readonly personalizing: Personalizing;
  readonly logger: Logger;
}

export interface AppOptions extends AppParts, SecurityOptions {
  /** Folder of the built site, served at the same address. */
  readonly site?: string;
  /** The site's `baseUrl`. */
  readonly basePath?: string;
  /** What the site's pages may run and load; without it, no policy is sent with them. */
  readonly policy?: (() => Promise<string>) | undefined;
  /** Origins of other sites whose pages may call the service. */
  readonly allowedOrigins?: readonly string[];
  readonly metrics?: Pick<Metrics, 'request'>;
  /** How much may be asked for; without it, anything. */
  readonly limiting?: Pick<LimitRequests, 'limits' | 'networkOf'>;
}

export interface AppEnv {
  Variables: {
    requestId: string;
    /** What pays for a page of a reader's, or of nobody in particular; absent where nothing is limited. */
    purse?: (reader: string | null) => Purse;
    limits?: Pick<Limits, 'admitPassword' | 'admitMail'>;
  };
  /** Absent where there is no socket. */
  Bindings: Partial<HttpBindings>;
}
export type App = OpenAPIHono<AppEnv>;

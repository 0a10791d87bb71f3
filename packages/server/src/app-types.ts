import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import type { Bodies } from './bodies/bodies.ts';
import type { Pointers } from './bodies/pointers.ts';
import type { Uses } from './bodies/uses.ts';
import type { Metrics } from './metrics/metrics.ts';
import type {
  AccountRows,
  Accounts,
  Administration,
  Health,
  Identity,
  Library,
  Personalizing,
  Preferences,
  ProviderSignIn,
  ReaderData,
  References,
  RequestLog,
  Revisions,
} from './ports.ts';

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
  readonly health: Health;
  readonly personalizing: Personalizing;
  readonly logger: Logger;
}

export interface AppOptions extends AppParts {
  /** Folder of the built site, served at the same address. */
  readonly site?: string;
  /** The site's `baseUrl`. */
  readonly basePath?: string;
  /** Origins of other sites whose pages may call the service. */
  readonly allowedOrigins?: readonly string[];
  readonly metrics?: Pick<Metrics, 'request'>;
}

export interface AppEnv {
  Variables: { requestId: string };
}
export type App = OpenAPIHono<AppEnv>;

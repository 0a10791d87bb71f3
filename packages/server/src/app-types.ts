import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Logger } from 'pino';
import type { Bodies } from './bodies/bodies.ts';
import type { Pointers } from './bodies/pointers.ts';
import type { Uses } from './bodies/uses.ts';
import type {
  FeedbackKeeper,
  Health,
  Identity,
  Library,
  Personalizing,
  Pins,
  Preferences,
  References,
  RequestLog,
  Revisions,
} from './ports.ts';

/** What the service is made of; `main.ts` hands in the real parts, tests what they need. */
export interface AppParts {
  readonly library: Library;
  readonly identity: Identity;
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

export interface AppOptions extends AppParts {
  /** Folder of the built site, served at the same address. */
  readonly site?: string;
  /** The site's `baseUrl`. */
  readonly basePath?: string;
  /** Origins of other sites whose pages may call the service. */
  readonly allowedOrigins?: readonly string[];
}

export interface AppEnv {
  Variables: { requestId: string };
}
export type App = OpenAPIHono<AppEnv>;

import { Writable } from 'node:stream';
import type { Profile } from '@attune/contract';
import type { AdaptationStore, ModelRewriter, VariantStore } from '@attune/core';
import { pino } from 'pino';
import type { App, AppOptions } from '../app-types.ts';
import { batchLog, type BatchedLog } from '../batch-log.ts';
import { createBodies } from '../bodies/bodies.ts';
import { createPointers } from '../bodies/pointers.ts';
import { createUses, type Uses } from '../bodies/uses.ts';
import { createApp } from '../create-app.ts';
import type { Providers } from '../identity/auth.ts';
import type { Mail } from '../identity/mail.ts';
import { openIdentity } from '../identity/open-identity.ts';
import { createPersonalizing } from '../personalizing.ts';
import type {
  AccountRows,
  Administration,
  FeedbackKeeper,
  Health,
  LogEntry,
  Pins,
  Preferences,
  ReaderData,
  References,
  Revisions,
  ServedVariants,
} from '../ports.ts';
import { demoBook, type DemoBook } from './demo-book.ts';
import { documentOf, expectDescribed } from './described.ts';

/** What a test's store has; the walls keep the real one's package out of here. */
export interface TestStore {
  readonly db: object;
  readonly feedback: FeedbackKeeper;
  readonly variants: VariantStore & ServedVariants & Pins;
  readonly adaptations: AdaptationStore & { listFlags: Administration['flags'] };
  readonly accounts: AccountRows;
  readonly readers: ReaderData;
  rollUp(): Promise<unknown>;
  statistics(options: { since: Date }): Promise<object>;
  clear: Administration['clear'];
  readonly preferences: Preferences;
  readonly references: References;
  readonly revisions: {
    find: (chapter: string, revision: string) => Promise<{ path: string; source: string } | undefined>;
  };
  readonly log: { append(entries: readonly LogEntry[]): Promise<void> };
  readonly health: Health;
}

export interface Call {
  readonly token?: string | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Record<string, string>;
}
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // What a test reads of an answer it states itself.
  readonly body: Record<string, unknown> & {
    readonly error?: { code: string; details?: { path: string; message: string }[] };
  };
}

export interface TestApp {
  readonly app: App;
  readonly demo: DemoBook;
  readonly log: BatchedLog;
  readonly uses: Uses;
  /** What was written to the logger. */
  readonly lines: string[];
  /** Mails that were sent. */
  readonly mails: Mail[];
  /** Calls the app without a socket, and fails if its document does not describe the answer. */
  call(method: string, path: string, call?: Call): Promise<Answer>;
  newReader(): Promise<{ id: string; token: string }>;
  personalize(chapter: string, call: { token?: string; revision?: string; profile?: Profile }): Promise<Answer>;
}

export interface TestOptions extends Partial<AppOptions> {
  readonly model?: ModelRewriter;
  /** How the models say that they do. */
  readonly models?: () => 'ok' | 'breaker_open' | 'budget_spent';
  readonly providers?: Providers;
  /** Sends no mail. */
  readonly withoutMail?: boolean;
  readonly serviceUrl?: string;
}

/** A page to which readers may be sent back. */
export const PAGE = 'https://book.example/attune/preferences';
export const SECRET = 'kJ8w2fZ5tQ9xR1mV7yB3nL6pD4sG0hC+';

/** The app over a real store and a small book. */
export function testApp(store: TestStore, options: TestOptions = {}, demo = demoBook()): TestApp {
  const {
    model,
    models,
    providers = {},
    withoutMail = false,
    serviceUrl = 'https://service.example',
    ...others
  } = options;
  const mails: Mail[] = [];
  const lines: string[] = [];
  const sink = new Writable({
    write(line, _, done) {
      lines.push(String(line));
      done();
    },
  });
  const logger = pino({ level: 'debug' }, sink);
  const log = batchLog(
    (entries) => store.log.append(entries),
    (error) => logger.warn({ err: error }, 'log lost'),
  );
  const revisions: Revisions = {
    find: async (id, revision) => {
      const kept = await store.revisions.find(id, revision);
      return kept && { id, path: kept.path, source: kept.source };
    },
  };
  const sendMail = (mail: Mail): Promise<void> => Promise.resolve(void mails.push(mail));
  const opened = openIdentity({
    database: store.db,
    secret: SECRET,
    logger,
    providers,
    rows: store.accounts,
    sendMail: withoutMail ? undefined : sendMail,
    serviceUrl,
    pageOrigins: [new URL(PAGE).origin],
  });
  const { identity } = opened;
  const administration: Administration = {
    statistics: (since) => store.rollUp().then(() => store.statistics({ since })),
    clear: (scope) => store.clear(scope),
    flags: (chapter) => store.adaptations.listFlags(chapter),
  };
  const { library } = demo;
  const personalizing = createPersonalizing(
    { store: store.variants, adaptations: store.adaptations, ...(model && { model }) },
    { watch: models ? { models } : {} },
  );
  const uses = createUses({
    identity,
    references: store.references,
    log,
    onFailure: (error) => logger.warn({ err: error }, 'uses were not noted'),
  });
  const bodies = createBodies(store.variants, { budget: 1_000_000, onError: (error) => logger.warn({ err: error }) });
  const pointers = createPointers(store.variants);
  const own = {
    ...{ pins: store.variants, feedback: store.feedback, revisions, ...opened, administration, library, log },
    ...{ personalizing, bodies, pointers, uses, logger },
  };
  const app = createApp({ ...store, ...own, ...others });
  const described = documentOf(app);

  async function call(method: string, path: string, { token, body, raw, headers }: Call = {}): Promise<Answer> {
    const response = await app.request(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(raw === undefined ? {} : { body: raw }),
    });
    const answer = (await response.json()) as Answer['body'];
    expectDescribed(await described, method, path.replace(/\?.*$/, ''), response.status, answer);
    return { status: response.status, headers: response.headers, body: answer };
  }

  return {
    app,
    demo,
    log,
    uses,
    lines,
    mails,
    call,
    async newReader() {
      const { body } = await call('POST', '/v1/readers');
      return { id: (body['reader'] as { id: string }).id, token: body['token'] as string };
    },
    personalize: (chapter, { token, revision = library.current(chapter)?.revision ?? '', profile }) =>
      call('POST', '/v1/personalize', { token, body: { chapter, revision, ...(profile && { profile }) } }),
  };
}

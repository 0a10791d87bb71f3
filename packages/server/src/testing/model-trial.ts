import { Writable } from 'node:stream';
import { type BookSettingsInput, ModelSettings, type ModelSettingsInput, type Profile } from '@attune/contract';
import type { PersonalizedChapter, PersonalizeEvent } from '@attune/contract/routes';
import { startModelServer, type ModelServer, type Script } from '@attune/models/testing';
import { openStore, type KeptAdaptations, type ModelCall, type Store } from '@attune/store';
import { createTestDatabase } from '@attune/store/testing';
import { pino } from 'pino';
import { readEnvironment } from '../environment.ts';
import { openModels } from '../open-models.ts';
import { bookOf } from './demo-book.ts';
import { type Asked, readAsked } from './read-asked.ts';
import { TWO_SECTIONS } from './sound-answers.ts';
import { testApp, type TestApp } from './test-app.ts';

/** What the model of a trial does with a request. */
export type Play = (asked: Asked) => Script;

export const soundly: Play = ({ sound }) => ({ chunks: sound });
/** Plays the fault for what is called so, and is a good model otherwise. */
export const failingAt =
  (called: string, fault: Play): Play =>
  (asked) =>
    asked.called.startsWith(called) ? fault(asked) : soundly(asked);

interface TrialOptions {
  /** One of another trial's: what that kept is there. */
  readonly chapter?: string;
  /** Of the chapter. */
  readonly source?: string;
  readonly settings?: BookSettingsInput;
  readonly models?: ModelSettingsInput;
}

interface TrialLog {
  /** As it was written. */
  text(): string;
  /** Lines of `warn` and above. */
  warnings(): Record<string, unknown>[];
}

/** A service whose models are providers on this machine, and one chapter of its own. */
export interface Trial extends AsyncDisposable {
  readonly chapter: string;
  readonly service: TestApp;
  readonly provider: ModelServer;
  play(next: Play): void;
  /** What was asked since this was called last, sorted. */
  asked(): string[];
  /** Blocks as models name them, each once, in the chapter's order. */
  names(rows: readonly { readonly block: string }[]): string[];
  read(profile?: Profile): Promise<PersonalizedChapter>;
  stream(profile?: Profile): Promise<PersonalizeEvent[]>;
  kept(): Promise<KeptAdaptations & { variants: number }>;
  /** What was spent, in the order in which it began. */
  calls(): Promise<ModelCall[]>;
  readonly log: TrialLog;
}

export interface Trials extends AsyncDisposable {
  open(play: Play, options?: TrialOptions): Promise<Trial>;
}

export const BEGINNER: Profile = { programming_experience: 'Beginner' };
export const URDU: Profile = { ...BEGINNER, preferred_language: 'Urdu' };
export const MODEL = 'anthropic/claude-sonnet-4-5';
export const SECOND_MODEL = 'openai/gpt-5';
const PRICE = { input: 3, cacheRead: 0.3, cacheWrite: 3.75, output: 15 };

/** A database for all trials of a file. */
export async function openTrials(): Promise<Trials> {
  const database = await createTestDatabase();
  const store = openStore(database);
  let count = 0;
  return {
    open: (play, options = {}) => openTrial(store, play, { chapter: `default/current/en/${(count += 1)}`, ...options }),
    async [Symbol.asyncDispose]() {
      await store.close();
      await database.drop();
    },
  };
}

async function openTrial(
  store: Store,
  first: Play,
  { chapter, source = TWO_SECTIONS, settings, models }: TrialOptions & { readonly chapter: string },
): Promise<Trial> {
  let play = first;
  const asked: string[] = [];
  const provider = await startModelServer((request) => {
    const one = readAsked(request);
    asked.push(one.called);
    return play(one);
  });
  const lines: string[] = [];
  const logger = pino({ level: 'debug' }, sinkInto(lines));
  const { written, modelCalls } = watched(store);
  const opened = openModels(
    ModelSettings.parse({ chain: [MODEL], prices: { [MODEL]: PRICE, [SECOND_MODEL]: PRICE }, ...models }),
    environmentFor(provider),
    { store: { modelCalls }, logger, backoff: { initialDelay: 2, maxDelay: 10 } },
  );
  const demo = bookOf({ [chapter]: source }, { settings });
  const service = testApp(store, { logger, ...(opened && { model: opened.rewriter, models: opened.state }) }, demo);
  const revision = demo.library.current(chapter)?.revision ?? '';

  return {
    chapter,
    service,
    provider,
    log: {
      text: () => lines.join(''),
      warnings: () =>
        lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ level }) => Number(level) >= 40),
    },
    play: (next) => void (play = next),
    asked: () => asked.splice(0).sort(),
    names: (rows) => {
      const ids = demo.library.current(chapter)?.blocks.map(({ id }) => id) ?? [];
      return ids.flatMap((id, index) => (rows.some(({ block }) => block === id) ? [`b${index + 1}`] : []));
    },
    async read(profile = BEGINNER) {
      const { status, body } = await service.personalize(chapter, { profile });
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body as unknown as PersonalizedChapter;
    },
    async stream(profile = BEGINNER) {
      const answer = await service.app.request('/v1/personalize', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ chapter, revision, profile }),
      });
      const text = await answer.text();
      return [...text.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data as string) as PersonalizeEvent);
    },
    async kept() {
      const { rows } = await store.pool.query('select 1 from variants where chapter = $1', [chapter]);
      return { ...(await store.adaptations.list([chapter])), variants: rows.length };
    },
    async calls() {
      await Promise.all(written);
      const { rows } = await store.pool.query<ModelCall>('select * from model_calls where chapter = $1 order by at', [
        chapter,
      ]);
      return rows;
    },
    async [Symbol.asyncDispose]() {
      await service.log.flush();
      await provider.close();
      await Promise.all(written);
    },
  };
}

/** The ledger, with what is being written to it. */
function watched({ modelCalls }: Store): { written: Promise<void>[]; modelCalls: Store['modelCalls'] } {
  const written: Promise<void>[] = [];
  return {
    written,
    modelCalls: {
      ...modelCalls,
      add(calls) {
        const adding = modelCalls.add(calls);
        written.push(adding);
        return adding;
      },
    },
  };
}

function sinkInto(lines: string[]): Writable {
  return new Writable({
    write(line, _, done) {
      lines.push(String(line));
      done();
    },
  });
}

const environmentFor = ({ credentials }: ModelServer): ReturnType<typeof readEnvironment> =>
  readEnvironment({
    ANTHROPIC_API_KEY: credentials.anthropicKey,
    ANTHROPIC_BASE_URL: credentials.anthropicUrl,
    OPENAI_API_KEY: credentials.openaiKey,
    OPENAI_BASE_URL: credentials.openaiUrl,
  });

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Profile } from '@attune/contract';
import { createClient, type Client } from '@attune/contract/client';
import type { PersonalizedChapter, PersonalizeEvent } from '@attune/contract/routes';
import { startModelServer, type ModelServer } from '@attune/models/testing';
import { openStore, type KeptAdaptations, type Store } from '@attune/store';
import { bookOf } from './demo-book.ts';
import { writeDemoSite } from './demo-site.ts';
import { BEGINNER, MODEL, type Play, soundly } from './model-trial.ts';
import { type Asked, readAsked } from './read-asked.ts';
import { TWO_SECTIONS } from './sound-answers.ts';
import { SECRET } from './test-app.ts';

const PROGRAM = fileURLToPath(new URL('./run-node.ts', import.meta.url));

interface NodeOptions {
  /** In place of the cluster's, to reach it another way. */
  readonly databaseUrl?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** A module that the process imports first, as text. */
  readonly preload?: string;
  readonly siteDir?: string;
}

/** One process of the service. */
export interface ServiceNode {
  readonly url: string;
  readonly client: Client;
  /** A new reader's. */
  newReader(): Promise<Client>;
  withToken(token: string): Client;
  /** What the node takes for the chapter's present one. */
  revisionOf(chapter: string): Promise<string>;
  read(chapter: string, profile?: Profile): Promise<PersonalizedChapter>;
  visit(chapter: string): Visit;
  /** What it logged. */
  log(): string;
  /** As a machine that is suspended. */
  freeze(): void;
  thaw(): void;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A reader who watches a page being made. */
export interface Visit {
  readonly events: readonly PersonalizeEvent[];
  /** Names of the blocks of which an edit was told, each once, in order. */
  edited(): string[];
  /** The last event: `end`, or an error. */
  readonly end: Promise<PersonalizeEvent>;
  leave(): void;
}

/** Nodes over one database, with a book of the same chapter several times, and a model on this machine. */
export interface Cluster extends AsyncDisposable {
  /** Ids; each test takes one of its own. */
  nextChapter(): string;
  readonly siteDir: string;
  /** Straight to the database. */
  readonly store: Store;
  readonly provider: ModelServer;
  start(options?: NodeOptions): Promise<ServiceNode>;
  play(next: Play): void;
  /** What was asked since this was called last, sorted. */
  asked(): string[];
  /** Blocks as models name them, in the chapter's order. */
  names(rows: readonly { readonly block: string }[]): string[];
  kept(chapter: string): Promise<KeptAdaptations & { variants: string[] }>;
  leases(): Promise<number>;
}

export async function openCluster(databaseUrl: string): Promise<Cluster> {
  const ids = Array.from({ length: 20 }, (_, index) => `default/current/en/chapter-${index + 1}`);
  const demo = bookOf(Object.fromEntries(ids.map((id) => [id, TWO_SECTIONS])));
  const siteDir = await writeDemoSite(demo, ids);
  const store = openStore({ url: databaseUrl });
  const asked: string[] = [];
  let play: Play = soundly;
  const provider = await startModelServer((request) => {
    const one: Asked = readAsked(request);
    asked.push(one.called);
    return play(one);
  });
  const blocks = demo.library.current(ids[0] ?? '')?.blocks.map(({ id }) => id) ?? [];
  const nodes: ServiceNode[] = [];
  const names: Cluster['names'] = (rows) => {
    const named = new Set(rows.map(({ block }) => block));
    return blocks.flatMap((id, index) => (named.has(id) ? [`b${index + 1}`] : []));
  };
  let next = 0;

  return {
    siteDir,
    store,
    provider,
    names,
    nextChapter: () => ids[next++] ?? '',
    play: (other) => void (play = other),
    asked: () => asked.splice(0).sort(),
    async start({ environment, preload, ...options } = {}) {
      const node = await startNode({
        siteDir: options.siteDir ?? siteDir,
        preload,
        names,
        environment: {
          DATABASE_URL: options.databaseUrl ?? databaseUrl,
          ATTUNE_SECRET: SECRET,
          ATTUNE_MODEL: MODEL,
          // What nodes do by themselves is tested where it is asked for.
          ATTUNE_JOBS: 'off',
          // How long a busy machine takes is not what is tested.
          ATTUNE_CONNECT_TIMEOUT: '60000',
          ANTHROPIC_API_KEY: provider.credentials.anthropicKey,
          ANTHROPIC_BASE_URL: provider.credentials.anthropicUrl,
          ...environment,
        },
      });
      nodes.push(node);
      return node;
    },
    async kept(chapter) {
      const { rows } = await store.pool.query<{ variant: string }>('select variant from variants where chapter = $1', [
        chapter,
      ]);
      return { ...(await store.adaptations.list([chapter])), variants: rows.map(({ variant }) => variant) };
    },
    leases: async () => (await store.pool.query('select from leases where expires_at > now()')).rows.length,
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node.stop()));
      await provider.close();
      await store.close();
      await rm(siteDir, { recursive: true, force: true });
    },
  };
}

interface Starting {
  readonly siteDir: string;
  readonly preload: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
  readonly names: Cluster['names'];
}

async function startNode({ siteDir, preload, environment, names }: Starting): Promise<ServiceNode> {
  const before = preload === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...before, PROGRAM, siteDir], {
    env: { PATH, HOME, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let log = '';
  child.stderr.on('data', (text) => (log += String(text)));
  const lines = createInterface({ input: child.stdout });
  const [url] = (await Promise.race([
    once(lines, 'line'),
    exited.then(() => {
      throw new Error(`a node did not start: ${log}`);
    }),
  ])) as [string];
  const client = createClient({ baseUrl: url });
  const withToken = (token: string): Client => createClient({ baseUrl: url, token: () => token });
  const revisionOf = async (id: string): Promise<string> =>
    (await client.chapters()).chapters.find((chapter) => chapter.id === id)?.revision ?? '';
  return {
    url,
    client,
    revisionOf,
    withToken,
    newReader: async () => withToken((await client.createReader()).token),
    read: async (chapter, profile = BEGINNER) =>
      client.personalize({ chapter, revision: await revisionOf(chapter), profile }),
    visit: (chapter) => visit(url, { chapter, revisionOf, names }),
    log: () => log,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    async stop() {
      child.stdin.destroy();
      await exited;
    },
  };
}

interface Visiting {
  readonly chapter: string;
  readonly revisionOf: (chapter: string) => Promise<string>;
  readonly names: Cluster['names'];
}

function visit(url: string, { chapter, revisionOf, names }: Visiting): Visit {
  const events: PersonalizeEvent[] = [];
  const leaving = new AbortController();
  async function follow(): Promise<PersonalizeEvent> {
    const answer = await fetch(`${url}/v1/personalize`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ chapter, revision: await revisionOf(chapter), profile: BEGINNER }),
      signal: leaving.signal,
    });
    if (!answer.ok || !answer.body) return { type: 'error', ...((await answer.json()) as { error: never }) };
    let text = '';
    for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
      text += part;
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      for (const event of whole) {
        const data = /^data: (.*)$/m.exec(event)?.[1];
        if (data !== undefined) events.push(JSON.parse(data) as PersonalizeEvent);
      }
    }
    return events.at(-1) as PersonalizeEvent;
  }
  const end = follow();
  end.catch(() => {});
  return {
    events,
    end,
    edited: () => names(events.flatMap((event) => (event.type === 'edit' ? [event.edit] : []))),
    leave: () => leaving.abort(),
  };
}

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pointerPath, variantPath } from '@attune/contract/client';
import type { ChapterList, CreatedReader, PersonalizedChapter } from '@attune/contract/routes';
import { openStore, type Store } from '@attune/store';
import { startEmbedded } from '@attune/store/embedded';
import { BEGINNER, EXPERT, URDU } from '../e2e/support/browser.ts';
import { buildDemoIfStale } from '../scripts/demo.ts';
import { load, type Running, start } from './serve/processes.ts';
import { median, round } from './statistics.ts';

const CONNECTIONS = [1, 16, 64, 256];
const ROUNDS = 3;
const SECONDS = 2;
/** Bytes of a chapter as most are. */
const USUAL = 30_000;
const MEGABYTES = 64;

type Figures = Record<string, number | string>;

/** An address to be asked, and what it is compared with. */
interface Target {
  readonly server: Running;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly status?: number;
}

/**
 * A cached chapter on the real service over a real Postgres, its log written to a file: from memory, from Postgres, unchanged, and its
 * pointer with a token; in the same rounds a constant of its size from the same server (`constant`) and from Node's own (`limit`).
 */
export async function measureServing(): Promise<Record<string, Figures>> {
  buildDemoIfStale();
  const folder = await mkdtemp(join(tmpdir(), 'attune-bench-'));
  // As root, Postgres runs under another account, which has to pass through.
  await chmod(folder, 0o755);
  const database = await startEmbedded({ dataDir: join(folder, 'postgres'), log: () => {} });
  const store = openStore({ url: database.url });
  const own = { DATABASE_URL: database.url, ATTUNE_DATA: join(folder, 'data'), ATTUNE_LOG: 'info' };
  const running: Running[] = [];
  const begin = async (...call: Parameters<typeof start>): Promise<Running> => {
    const one = await start(...call);
    running.push(one);
    return one;
  };
  const log = join(folder, 'log');
  try {
    const service = await begin('app.ts', { env: { ...own, ATTUNE_MEMORY: String(MEGABYTES) }, log });
    const bare = await begin('app.ts', { env: { ...own, ATTUNE_MEMORY: '0' }, log });
    const flags = ['--optimize-for-size'];
    const small = await begin('app.ts', { env: { ...own, ATTUNE_MEMORY: String(MEGABYTES) }, flags, log });
    const chapter = await usualChapter(service);
    const path = variantPath(chapter.variant);
    const sizes = await sizesOf(service.url + path);
    const args = Object.values(sizes).map(String);
    const constant = await begin('constant.ts', { args: ['constant', ...args], log });
    const limit = await begin('constant.ts', { args: ['limit', ...args], log });
    const { token } = (await (await fetch(`${service.url}/v1/readers`, { method: 'POST' })).json()) as CreatedReader;
    const figures = await measureTargets({
      limit: { server: limit, path: `/${sizes.plain}` },
      constant: { server: constant, path: `/${sizes.plain}` },
      memory: { server: service, path },
      'limit, brotli’s size': { server: limit, path: `/${sizes.brotli}` },
      'constant, brotli’s size': { server: constant, path: `/${sizes.brotli}` },
      'memory, brotli': { server: service, path, headers: { 'accept-encoding': 'br' } },
      'memory, node --optimize-for-size': { server: small, path },
      unchanged: { server: service, path, headers: { 'if-none-match': `W/"${chapter.variant}"` }, status: 304 },
      postgres: { server: bare, path },
      'pointer with token': {
        server: service,
        path: pointerPath(chapter),
        headers: { authorization: `Bearer ${token}` },
      },
    });
    const crowd = await measureCrowd(service, path);
    const hashes = await manyBodies(store, chapter);
    return {
      chapter: { plainBytes: sizes.plain, brotliBytes: sizes.brotli, rounds: ROUNDS, secondsEach: SECONDS },
      ...figures,
      '1,000 connections': crowd,
      'resident memory': await measureMemory(service, hashes),
      'resident memory, node --optimize-for-size': await measureMemory(small, hashes),
    };
  } finally {
    for (const one of running) await one.stop();
    await store.close();
    await database.stop();
    await rm(folder, { recursive: true });
  }
}

/** Of all chapters and three readers the page whose length is nearest to the usual. */
async function usualChapter({ url }: Running): Promise<PersonalizedChapter> {
  const { chapters } = (await (await fetch(`${url}/v1/chapters`)).json()) as ChapterList;
  const pages: { page: PersonalizedChapter; bytes: number }[] = [];
  for (const { id, revision } of chapters) {
    for (const profile of [BEGINNER, EXPERT, URDU]) {
      const body = JSON.stringify({ chapter: id, revision, profile });
      const headers = { 'content-type': 'application/json' };
      const page = (await (
        await fetch(`${url}/v1/personalize`, { method: 'POST', headers, body })
      ).json()) as PersonalizedChapter;
      const bytes = (await (await fetch(url + variantPath(page.variant))).arrayBuffer()).byteLength;
      pages.push({ page, bytes });
    }
  }
  const [nearest] = pages.sort((one, other) => Math.abs(one.bytes - USUAL) - Math.abs(other.bytes - USUAL));
  if (!nearest) throw new Error('the demo book has no chapters');
  return nearest.page;
}

/** Once brotli has been made of it. */
async function sizesOf(url: string): Promise<{ plain: number; brotli: number }> {
  const ask = (coding: string): Promise<Response> =>
    fetch(url, { method: 'HEAD', headers: { 'accept-encoding': coding } });
  let answer = await ask('br');
  while (answer.headers.get('content-encoding') !== 'br') answer = await ask('br');
  const lengthOf = ({ headers }: Response): number => Number(headers.get('content-length'));
  return { plain: lengthOf(await ask('identity')), brotli: lengthOf(answer) };
}

interface Run {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of processor that the server spent on each answer. */
  readonly cpu: number;
}

async function runOnce(name: string, target: Target, connections: number): Promise<Run> {
  const { server, path, headers = {}, status = 200 } = target;
  const before = server.cpu();
  const result = await load(server.url + path, { connections, seconds: SECONDS, headers });
  const others = Object.entries(result.statusCodeStats ?? {}).filter(([code]) => code !== String(status));
  if (result.errors > 0 || others.length > 0)
    throw new Error(`${name}: ${result.errors} errors, other answers than ${status}: ${JSON.stringify(others)}`);
  const cpu = (server.cpu() - before) / result.requests.total;
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, cpu };
}

/** All in turn, so that what else the machine does meets each alike. */
async function measureTargets(targets: Record<string, Target>): Promise<Record<string, Figures>> {
  const names = Object.keys(targets);
  const figures: Record<string, Figures> = {};
  for (const [name, target] of Object.entries(targets)) await runOnce(name, target, 16);
  for (const connections of CONNECTIONS) {
    const runs = new Map<string, Run[]>(names.map((name) => [name, []]));
    for (let turn = 0; turn < ROUNDS; turn += 1)
      for (const [name, target] of Object.entries(targets))
        runs.get(name)?.push(await runOnce(name, target, connections));
    for (const name of names) figures[`${name}, ${connections} connections`] = figuresOf(name, runs);
  }
  return figures;
}

function figuresOf(name: string, runs: ReadonlyMap<string, readonly Run[]>): Figures {
  const own = runs.get(name) ?? [];
  const size = name.includes('brotli') ? ', brotli’s size' : '';
  const isMeasure = /^(?:limit|constant)/.test(name);
  const of = (figure: keyof Run): number => median(own.map((run) => run[figure]));
  // How many times as much the other could do in the same round.
  const ratio = (to: string, figure: (run: Run) => number): number => {
    const others = runs.get(to + size) ?? [];
    return round(median(own.map((run, turn) => figure(run) / figure(others[turn] ?? run))));
  };
  const plain = {
    perSecond: round(of('perSecond'), 0),
    p50Ms: round(of('p50'), 1),
    p99Ms: round(of('p99'), 1),
    cpuUs: round(of('cpu'), 1),
  };
  if (isMeasure) return plain;
  return {
    ...plain,
    toConstant: ratio('constant', ({ perSecond }) => perSecond),
    toLimit: ratio('limit', ({ perSecond }) => perSecond),
    toConstantByCpu: ratio('constant', ({ cpu }) => 1 / cpu),
    toLimitByCpu: ratio('limit', ({ cpu }) => 1 / cpu),
  };
}

async function measureCrowd({ url }: Running, path: string): Promise<Figures> {
  const result = await load(url + path, { connections: 1_000, seconds: 10, headers: { 'accept-encoding': 'br' } });
  return {
    perSecond: round(result.requests.average, 0),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: result.errors + result.timeouts + result.non2xx,
  };
}

/** More bodies than there is memory for: copies of one under other hashes. */
async function manyBodies(store: Store, { variant }: PersonalizedChapter): Promise<string[]> {
  const { rows } = await store.pool.query<{ variant: string }>(
    `insert into variants (key, variant, chapter, revision, profile_hash, projection, edits, tags, makers)
     select 'copy ' || n, encode(sha256(n::text::bytea), 'hex'), chapter, revision, profile_hash, projection, edits, tags, makers
     from variants, generate_series(1, 2500) n where variant = $1 returning variant`,
    [variant],
  );
  return rows.map((row) => row.variant);
}

/** In megabytes: before, once all of the budget is used, and under load. */
async function measureMemory(service: Running, hashes: readonly string[]): Promise<Figures> {
  const resting = service.memory();
  for (let index = 0; index < hashes.length; index += 16) {
    const some = hashes.slice(index, index + 16).map((hash) => service.url + variantPath(hash));
    await Promise.all(some.map(async (url) => (await fetch(url)).arrayBuffer()));
  }
  const last = service.url + variantPath(hashes.at(-1) ?? '');
  await sizesOf(last);
  const filled = service.memory();
  await load(last, { connections: 64, seconds: 5, headers: { 'accept-encoding': 'br' } });
  return {
    bodiesMegabytes: MEGABYTES,
    residentMegabytesBefore: round(resting, 0),
    residentMegabytes: round(filled, 0),
    residentMegabytesUnderLoad: round(service.memory(), 0),
  };
}

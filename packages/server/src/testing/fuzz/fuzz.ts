import { Agent } from 'node:http';
import fc from 'fast-check';
import type { Store } from '@attune/store';
import { type Audit, auditDatabase } from './audit.ts';
import { type Contract, type Operation, readContract } from './contract.ts';
import { type FuzzRequest, RAW_REQUESTS, requestsFor, type TokenKind } from './requests.ts';
import { type Answered, sendBytes, sendTo } from './send.ts';
import type { Known } from './values.ts';

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
}

/** What was sent and answered, for a report. */
export interface Fuzzed {
  readonly requests: number;
  /** How often each operation was answered with each status, by `operation status`. */
  readonly answers: ReadonlyMap<string, number>;
}

interface Reader {
  readonly id: string;
  readonly token: string;
}

/** A service under test, with readers of every kind. */
interface Bench {
  readonly url: string;
  readonly agent: Agent;
  readonly store: Store;
  readonly audit: Audit;
  readonly contract: Contract;
  readonly readers: Record<'own' | 'other' | 'expired' | 'ended', Reader>;
}

/**
 * Sends requests that the service's own document describes, and such as it does not. Throws at the first answer with a status of 500 or more,
 * that does not come, or that is not as described, and at the first refused request that changed the database.
 */
export async function fuzz(url: string, store: Store, { requests, seed }: FuzzOptions): Promise<Fuzzed> {
  const answers = new Map<string, number>();
  const agent = new Agent({ keepAlive: true });
  const audit = await auditDatabase(store);
  const contract = readContract(await (await fetch(`${url}/v1/openapi.json`)).json());
  const readers = {
    own: await newReader(url),
    other: await newReader(url),
    expired: await newReader(url),
    ended: await newReader(url),
  };
  await store.pool.query(`update sessions set expires_at = now() - interval '1 second' where user_id = $1`, [
    readers.expired.id,
  ]);
  await store.pool.query('delete from sessions where user_id = $1', [readers.ended.id]);
  const bench: Bench = { url, agent, store, audit, contract, readers };
  const untouched = await audit.rowsOf(readers.other.id);
  try {
    for (const bytes of RAW_REQUESTS) await tryBytes(bench, bytes);
    const known = await knownTexts(url, contract, readers);
    await fc.assert(
      fc.asyncProperty(requestsFor(contract, known), async (request) => {
        const status = await tryRequest(bench, request);
        const name = `${request.operation} ${status}`;
        answers.set(name, (answers.get(name) ?? 0) + 1);
      }),
      { numRuns: requests, seed },
    );
    if ((await audit.rowsOf(readers.other.id)) !== untouched)
      throw new Error('requests without a reader’s token changed their rows');
  } finally {
    agent.destroy();
  }
  return { requests: requests + RAW_REQUESTS.length, answers };
}

async function newReader(url: string): Promise<Reader> {
  const { reader, token } = (await (await fetch(`${url}/v1/readers`, { method: 'POST' })).json()) as {
    reader: { id: string };
    token: string;
  };
  return { id: reader.id, token };
}

/** What a client gets to know: all that the open addresses say, a made page of every chapter, and the readers' ids. */
async function knownTexts(url: string, { operations }: Contract, readers: Bench['readers']): Promise<Known> {
  const byName = new Map<string, Set<string>>([['reader', new Set(Object.values(readers).map(({ id }) => id))]]);
  const names = new Set<string>();
  const objects: Record<string, unknown>[] = [];
  const collect = (value: unknown, name: string): void => {
    if (typeof value === 'string' && value.length <= 300) byName.set(name, (byName.get(name) ?? new Set()).add(value));
    if (value === null || typeof value !== 'object') return;
    if (!Array.isArray(value)) objects.push(value as Record<string, unknown>);
    for (const [key, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) names.add(key);
      collect(inner, Array.isArray(value) ? name : key);
    }
  };
  const ask = async (path: string, sent: RequestInit = {}): Promise<unknown> => {
    const headers = { authorization: `Bearer ${readers.own.token}`, 'content-type': 'application/json' };
    return (await fetch(url + path, { headers, ...sent })).json();
  };
  const isOpen = ({ method, path }: Operation): boolean =>
    method === 'GET' && !path.includes('{') && !/docs|openapi/.test(path);
  for (const { path } of operations.filter(isOpen)) collect(await ask(path), '');
  const { chapters } = (await ask('/v1/chapters')) as { chapters: { id: string; revision: string }[] };
  for (const { id, revision } of chapters)
    collect(
      await ask('/v1/personalize', { method: 'POST', body: JSON.stringify({ chapter: id, revision, profile: {} }) }),
      '',
    );
  const lists = new Map([...byName].map(([name, texts]) => [name, [...texts]]));
  return { all: [...names, ...[...lists.values()].flat()], byName: lists, objects };
}

/** Nobody reads `other`'s rows with these, nor changes them. */
function tokenFor(kind: TokenKind, { own, other, expired, ended }: Bench['readers']): string | undefined {
  const [session = '', signature = ''] = own.token.split('.');
  const [another = '', itsSignature = ''] = other.token.split('.');
  const tokens: Record<TokenKind, string | undefined> = {
    own: own.token,
    other: `${another}.${itsSignature}`.replace(/.$/, ''),
    expired: expired.token,
    ended: ended.token,
    forged: `${session}.${Buffer.from(signature).toString('base64')}`,
    swapped: `${another}.${signature}`,
    cut: session,
    id: other.id,
    none: undefined,
  };
  return tokens[kind];
}

async function tryRequest(bench: Bench, request: FuzzRequest): Promise<number> {
  const { url, agent, audit, contract, readers } = bench;
  const { method, target, token } = request;
  const bearer = typeof token === 'string' ? tokenFor(token, readers) : undefined;
  const given = typeof token === 'string' ? bearer && `Bearer ${bearer}` : token.authorization;
  const headers = { ...request.headers, ...(given === undefined ? {} : { authorization: given }) };
  const before = await audit.writes();
  const answer = await sendTo(url, agent, { method, target, headers, ...(request.body && { body: request.body }) });
  const problem = contract.problemWith(method, target, answer);
  if (problem !== undefined) throw new Error(`${method} ${target}: ${problem}`);
  const after = answer.status >= 400 ? await audit.writes() : before;
  if (after !== before) throw new Error(`${method} ${target}: refused with ${answer.status}, yet ${before} → ${after}`);
  // Ended or erased by what it was asked.
  if (token === 'own' && answer.status === 401) readers.own = await newReader(url);
  return answer.status;
}

async function tryBytes({ url, audit }: Bench, bytes: string): Promise<void> {
  const before = await audit.writes();
  const answer: Answered | undefined = await sendBytes(url, Buffer.from(bytes, 'latin1'));
  const said = JSON.stringify(bytes.slice(0, 100));
  if (answer && answer.status >= 500) throw new Error(`${said}: status ${answer.status}`);
  if (answer && answer.status >= 400) {
    if (!answer.body.startsWith('{"error":{"code":"') && answer.type !== 'text/html')
      throw new Error(`${said}: ${answer.status} without our error: ${answer.body}`);
    if ((await audit.writes()) !== before) throw new Error(`${said}: refused, and changed the database`);
  }
}

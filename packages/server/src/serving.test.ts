import { createHash } from 'node:crypto';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { canonicalJson, hashValue, project } from '@attune/contract';
import { createClient, pointerPath, variantPath } from '@attune/contract/client';
import type { PersonalizedChapter } from '@attune/contract/routes';
import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createBodies } from './bodies/bodies.ts';
import { createPointers } from './bodies/pointers.ts';
import { sendFromMemory } from './bodies/send-from-memory.ts';
import { listen } from './listen.ts';
import { BROKEN, demoBook, NODES, SAFETY } from './testing/demo-book.ts';
import { type Answer, testApp, type TestApp, type TestStore } from './testing/test-app.ts';

let database: TestDatabase;
let store: Store;
let service: TestApp;
beforeAll(async () => {
  database = await createTestDatabase();
  store = openStore(database);
  service = testApp(store);
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const BEGINNER = { programming_experience: 'Beginner' };
const ADVANCED = { programming_experience: 'Advanced' };

/** Where the page of readers with these answers is. */
function addressOf(id: string, profile: object, { demo } = service) {
  const { revision = '', facets = [] } = demo.library.current(id) ?? {};
  const profileHash = hashValue(project(demo.book.facets, profile as Record<string, string>, facets));
  return { chapter: id, revision, profileHash };
}

async function made(profile: object, { personalize } = service): Promise<PersonalizedChapter> {
  const { body } = await personalize(NODES, { profile: profile as Record<string, string> });
  return body as unknown as PersonalizedChapter;
}

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(service.app.request(path, { headers }));

describe('a variant by its hash', () => {
  test('is the bytes of which it is the hash, without a token, for ever, for every site', async () => {
    const { variant, current: _c, cached: _d, complete: _e, ...content } = await made(BEGINNER);
    const response = await get(variantPath(variant));
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(variant);
    expect(bytes.toString()).toBe(canonicalJson(content));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `W/"${variant}"`,
      vary: 'accept-encoding',
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers.has('x-request-id')).toBe(true);
    expect((await service.call('GET', variantPath(variant))).status).toBe(200);
  });

  test('is compressed as the client takes it', async () => {
    const { variant } = await made(BEGINNER);
    const plain = await (await get(variantPath(variant))).text();
    const gzip = await get(variantPath(variant), { 'accept-encoding': 'gzip, br;q=0' });
    expect(gzip.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe(plain);
    const brotli = await vi.waitFor(async () => {
      const response = await get(variantPath(variant), { 'accept-encoding': 'gzip, deflate, br' });
      expect(response.headers.get('content-encoding')).toBe('br');
      return response;
    });
    expect(brotliDecompressSync(await brotli.arrayBuffer()).toString()).toBe(plain);
  });

  test('is not sent again to who has it', async () => {
    const { variant } = await made(BEGINNER);
    const response = await get(variantPath(variant), { 'if-none-match': `"other", W/"${variant}"` });
    expect([response.status, await response.text()]).toEqual([304, '']);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('etag')).toBe(`W/"${variant}"`);
    expect((await get(variantPath(variant), { 'if-none-match': '"other"' })).status).toBe(200);
  });

  test('answers HEAD as GET, without a body, and no other method', async () => {
    const { variant } = await made(BEGINNER);
    const head = await service.app.request(variantPath(variant), { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100);
    const post = await service.call('POST', variantPath(variant));
    expect([post.status, post.body.error?.code, post.headers.get('allow')]).toEqual([
      405,
      'method_not_allowed',
      'GET, HEAD',
    ]);
  });

  test('that there is not is 404, that was withdrawn is 410, and neither is kept', async () => {
    const { variant } = await made({ ...BEGINNER, hardware_availability: 'Jetson Kit' });
    expect((await get(variantPath(variant))).status).toBe(200);
    const fresh = testApp(store);
    await store.variants.withdraw(variant);
    // A book on another site is told so in words that its page may read.
    for (const [hash, status, code] of [
      [variant, 410, 'variant_withdrawn'],
      ['0'.repeat(64), 404, 'variant_unknown'],
    ] as const) {
      const answer = await fresh.call('GET', variantPath(hash));
      expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  test.each(['abc.json', `${'A'.repeat(64)}.json`, '0'.repeat(64), '..%2f..%2fetc.json', "' or true --"])(
    'an address that is none: %s',
    async (file) => {
      const { status, body } = await service.call('GET', `/v1/variants/${file}`);
      expect([status, body.error?.code]).toEqual([404, 'variant_unknown']);
    },
  );

  test('is the same over a socket from memory as from the app, is logged there too, and leaves the rest to the app', async () => {
    const { variant } = await made(BEGINNER);
    const lines: string[] = [];
    const logger = pino({}, { write: (line) => void lines.push(line) });
    const bodies = createBodies(store.variants, { budget: 100_000, onError: () => {} });
    const app = testApp(store, { bodies }).app;
    const server = await listen(
      (request) => app.fetch(request),
      { host: '127.0.0.1', port: 0 },
      sendFromMemory(bodies, logger),
    );
    onTestFinished(() => server.close());
    const ask = async (init: RequestInit = {}, path = variantPath(variant)): Promise<[number, Headers, string]> => {
      const response = await fetch(server.url + path, init);
      return [response.status, response.headers, await response.text()];
    };
    const own = (headers: Headers): object =>
      Object.fromEntries(
        [...headers].filter(([name]) => !['x-request-id', 'date', 'connection', 'keep-alive'].includes(name)),
      );
    const headers = { 'accept-encoding': 'gzip' };
    const [, missed, text] = await ask({ headers });
    expect(lines).toEqual([]);
    const [status, known, again] = await ask({ headers });
    expect([status, own(known), again]).toEqual([200, own(missed), text]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      method: 'GET',
      path: variantPath(variant),
      status: 200,
      requestId: known.get('x-request-id'),
      msg: 'request',
    });
    expect((await ask({ headers: { 'if-none-match': `W/"${variant}"` } }))[0]).toBe(304);
    expect((await ask({ method: 'HEAD' }))[2]).toBe('');
    expect(lines).toHaveLength(3);
    expect((await ask({ method: 'POST' }))[0]).toBe(405);
    expect((await ask({}, `${variantPath(variant)}?x=1`))[0]).toBe(200);
    expect((await ask({}, '/v1/variants/none.json'))[0]).toBe(404);
    expect(lines).toHaveLength(3);
  });
});

describe('the pointer to a page', () => {
  const pointer = async (profile: object, call: Parameters<TestApp['call']>[2] = {}, id = NODES): Promise<Answer> =>
    service.call('GET', pointerPath(addressOf(id, profile)), call);

  test('names the variant that personalizing gives, and is kept by nobody', async () => {
    const { variant, complete, current } = await made(ADVANCED);
    const { status, body, headers } = await pointer(ADVANCED);
    expect([status, body]).toEqual([200, { variant, complete, current }]);
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  test('of a page that was not made says so, and there is one as soon as it is made', async () => {
    const readers = { ...BEGINNER, hardware_availability: 'Cloud' };
    const { status, body } = await pointer(readers);
    expect([status, body.error?.code]).toEqual([404, 'variant_unmade']);
    await made(readers);
    expect((await pointer(readers)).status).toBe(200);
  });

  test('takes an id in any script', async () => {
    await service.personalize(SAFETY, { profile: {} });
    expect((await pointer({}, {}, SAFETY)).body).toMatchObject({ current: true });
  });

  test('of an older revision says that it is not current; edits of another are never named', async () => {
    const demo = demoBook();
    const own = testApp(store, {}, demo);
    const { path, source, revision } = demo.edit(NODES, (text) => text);
    await store.revisions.publish([{ chapter: NODES, revision, path, source }]);
    await made(BEGINNER, own);
    const address = addressOf(NODES, BEGINNER, own);
    demo.edit(NODES, (text) => `${text}\nMore of it.\n`);
    const { body } = await own.call('GET', pointerPath(address));
    expect(body).toMatchObject({ current: false });
    const { status } = await own.call('GET', pointerPath(addressOf(NODES, BEGINNER, own)));
    expect(status).toBe(404);
  });

  test.each([
    ['a chapter that there is not', 'default/current/en/none', 404, 'chapter_unknown'],
    ['steps to another folder', 'default/../en/nodes', 400, 'chapter_id_malformed'],
    ['a character that forges a line', 'default/a\nb', 400, 'chapter_id_malformed'],
  ])('of %s is refused', async (_what, id, status, code) => {
    // A URL with such steps is resolved before it is sent; this is not.
    const path = pointerPath({ ...addressOf(NODES, {}), chapter: id }).replace('/../', '/..%2f');
    const { status: answered, body } = await service.call('GET', path);
    expect([answered, body.error?.code]).toEqual([status, code]);
  });

  test('with half of an encoded letter is refused', async () => {
    const path = pointerPath({ ...addressOf(NODES, {}), chapter: 'a/X' }).replace('X', '%E0%A4');
    const { status, body } = await service.call('GET', path);
    expect([status, body.error?.code]).toEqual([400, 'chapter_id_malformed']);
  });

  test('of an unreadable chapter was never made', async () => {
    const { status, body } = await pointer({}, {}, BROKEN);
    expect([status, body.error?.code]).toEqual([404, 'variant_unmade']);
  });

  test('is found by the browser’s client, with its variant in one call', async () => {
    const chapter = await made(BEGINNER);
    const client = createClient({
      baseUrl: 'http://attune.test',
      fetch: async (input, init) => service.app.request(String(input).replace('http://attune.test', ''), init),
    });
    expect(await client.findPersonalized(addressOf(NODES, BEGINNER))).toEqual({ ...chapter, cached: true });
    expect(await client.findPersonalized({ ...addressOf(NODES, {}), profileHash: '0'.repeat(64) })).toBeUndefined();
    expect(await client.findPersonalized({ ...addressOf(NODES, {}), chapter: 'default/none' })).toBeUndefined();
  });

  describe('with a token', () => {
    const log = () =>
      store.db
        .selectFrom('personalization_log')
        .select(['user_id', 'chapter_id', 'cached'])
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();

    async function noted(): Promise<void> {
      await service.uses.flush();
      await service.log.flush();
    }

    test('notes the use behind the answer: whose it was, and which page is theirs', async () => {
      const [{ id, token }] = [await service.newReader(), await made(ADVANCED)];
      expect((await pointer(ADVANCED, { token })).status).toBe(200);
      await noted();
      expect(await log()).toEqual({ user_id: id, chapter_id: NODES, cached: true });
      expect(await store.references.list(id)).toMatchObject([{ chapter: NODES }]);
    });

    test('that nobody signed is refused, and costs no query', async () => {
      const query = vi.spyOn(store.pool, 'connect');
      onTestFinished(() => query.mockRestore());
      const { status, body } = await pointer(ADVANCED, { token: 'forged.token' });
      expect([status, body.error?.code]).toEqual([401, 'token_invalid']);
      expect(query).not.toHaveBeenCalled();
    });

    test('of a session that was ended gets the page, is credited with nothing, and is refused from then on', async () => {
      const { id, token } = await service.newReader();
      await made(ADVANCED);
      await store.pool.query('delete from sessions where user_id = $1', [id]);
      await noted();
      const before = await log();
      expect((await pointer(ADVANCED, { token })).status).toBe(200);
      await noted();
      expect(await log()).toEqual(before);
      expect(await store.references.list(id)).toEqual([]);
      const { status, body } = await pointer(ADVANCED, { token });
      expect([status, body.error?.code]).toEqual([401, 'token_expired']);
    });

    test.each([
      ['other answers', 'PUT', '/v1/readers/me/preferences', { profile: ADVANCED }],
      ['a clear', 'DELETE', '/v1/readers/me/cache', undefined],
    ])('and a use that waits to be noted: %s drops it with the other references', async (_what, method, path, body) => {
      const [{ id, token }] = [await service.newReader(), await made(BEGINNER)];
      expect((await pointer(BEGINNER, { token })).status).toBe(200);
      expect((await service.call(method, path, { token, body })).status).toBe(200);
      await noted();
      expect(await store.references.list(id)).toEqual([]);
    });

    test('absent, notes a use of nobody', async () => {
      await made(ADVANCED);
      await pointer(ADVANCED);
      await noted();
      expect(await log()).toEqual({ user_id: null, chapter_id: NODES, cached: true });
    });
  });
});

describe('queries', () => {
  function counted(): { app: TestApp; queries: () => number } {
    let queries = 0;
    // Of the request alone: what is noted behind it has its own test, and nothing of it is asked for here.
    const nothing = { db: {}, preferences: {}, references: {}, revisions: {}, health: {} } as unknown as TestStore;
    const count =
      <Argument, Result>(ask: (argument: Argument) => Result) =>
      (argument: Argument): Result => {
        queries += 1;
        return ask(argument);
      };
    const { findServed, findPointer } = store.variants;
    const bodies = createBodies({ findServed: count(findServed) }, { budget: 100_000, onError: () => {} });
    const pointers = createPointers({ findPointer: count(findPointer) });
    const uses = { note: () => {}, isOver: () => false, flush: async () => {}, close: async () => {} };
    const { variants, adaptations, log } = store;
    return {
      app: testApp({ ...nothing, variants, adaptations, log }, { bodies, pointers, uses }),
      queries: () => queries,
    };
  }

  test('for a page that is in memory there are none, and for one that is not there is one each', async () => {
    const { variant } = await made(BEGINNER);
    const { app, queries } = counted();
    const paths = [pointerPath(addressOf(NODES, BEGINNER)), variantPath(variant)];
    for (const path of paths) await app.call('GET', path);
    expect(queries()).toBe(2);
    for (let time = 0; time < 3; time += 1) for (const path of paths) await app.call('GET', path);
    expect(queries()).toBe(2);
  });

  test('are asked again after what was remembered was forgotten', async () => {
    const { variant } = await made(BEGINNER);
    const address = addressOf(NODES, BEGINNER);
    const pointers = createPointers(store.variants);
    const find = () => pointers.find(address, service.demo.book, false);
    for (const what of [{ hash: variant }, { chapter: NODES }, 'all'] as const) {
      await made(BEGINNER);
      expect(await find()).toMatchObject({ variant });
      await store.variants.forgetVariants(NODES);
      pointers.forget({ chapter: 'another' });
      expect(await find()).toMatchObject({ variant });
      pointers.forget(what);
      expect(await find()).toBeUndefined();
    }
  });

  test('another glossary or another rule of the book is another page', async () => {
    await made(BEGINNER);
    const pointers = createPointers(store.variants);
    const find = (fingerprint: string, asks: boolean) =>
      pointers.find(addressOf(NODES, BEGINNER), { fingerprint }, asks);
    const { fingerprint } = service.demo.book;
    expect(await find(fingerprint, false)).toBeDefined();
    expect(await find('another', false)).toBeUndefined();
    expect(await find(fingerprint, true)).toBeUndefined();
  });

  test('that were under way when what they find was forgotten are answered, and not remembered', async () => {
    const { variant } = await made(BEGINNER);
    const [asked, found] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let queries = 0;
    const pointers = createPointers({
      async findPointer(key) {
        queries += 1;
        asked.resolve();
        await found.promise;
        return store.variants.findPointer(key);
      },
    });
    const find = () => pointers.find(addressOf(NODES, BEGINNER), service.demo.book, false);
    const first = find();
    await asked.promise;
    pointers.forget('all');
    found.resolve();
    expect(await first).toMatchObject({ variant });
    await find();
    await find();
    expect(queries).toBe(2);
  });

  test('that fail are told as such, and nobody’s use is lost', async () => {
    const away = openStore({ url: 'postgresql://attune@127.0.0.1:1/attune' });
    onTestFinished(() => away.close());
    const { variant } = await made(BEGINNER);
    const offline = testApp(away);
    for (const path of [variantPath(variant), pointerPath(addressOf(NODES, BEGINNER))]) {
      const { status, body } = await offline.call('GET', path);
      expect([status, body.error?.code]).toEqual([503, 'database_unavailable']);
    }
  });

  test('a node whose database is away goes on with what it has in memory', async () => {
    const { variant } = await made(BEGINNER);
    const { token } = await service.newReader();
    const bodies = createBodies(store.variants, { budget: 100_000, onError: () => {} });
    const pointers = createPointers(store.variants);
    const paths = [pointerPath(addressOf(NODES, BEGINNER)), variantPath(variant)];
    for (const path of paths) await testApp(store, { bodies, pointers }).call('GET', path);
    const away = openStore({ url: 'postgresql://attune@127.0.0.1:1/attune' });
    onTestFinished(() => away.close());
    const offline = testApp(away, { bodies, pointers });
    for (const path of paths) expect((await offline.call('GET', path, { token })).status).toBe(200);
    await offline.uses.flush();
    expect(offline.lines.join('')).toContain('uses were not noted');
  });
});

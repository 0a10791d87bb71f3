import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { describe, expect, it, test } from 'vitest';
import { createClient, pointerPath, ServiceError, type Client } from './client.ts';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

/** A client whose calls are kept and answered with what is given. */
function recorded(
  answer: () => Response | Promise<Response>,
  token?: () => string | undefined,
): { client: Client; sent: Sent[] } {
  const sent: Sent[] = [];
  const fake: typeof fetch = async (url, init = {}) => {
    sent.push({ url: String(url), init });
    init.signal?.throwIfAborted();
    return answer();
  };
  return { client: createClient({ baseUrl: 'https://attune.example/', fetch: fake, ...(token && { token }) }), sent };
}
const json = (body: unknown, status = 200): Response => Response.json(body, { status });

async function failureOf(call: Promise<unknown>): Promise<ServiceError> {
  const error = await call.then(
    () => expect.fail('it did not fail'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ServiceError);
  return error as ServiceError;
}

test('each method is one request', async () => {
  const { client, sent } = recorded(() => json({}));
  const profile = { role: 'Student' };
  await client.createReader();
  await client.getReader();
  await client.submitOnboarding({ profile, state: 'done' });
  await client.getPreferences();
  await client.updatePreferences({ profile });
  await client.personalize({ chapter: 'a/b', revision: 'r', profile });
  await client.clearCache();
  await client.clearCache('a/b&c');
  await client.facets();
  await client.chapters();
  expect(
    sent.map(({ url, init }) =>
      `${init.method} ${url.replace('https://attune.example', '')} ${init.body ?? ''}`.trim(),
    ),
  ).toEqual([
    'POST /v1/readers',
    'GET /v1/readers/me',
    'POST /v1/readers/me/onboarding {"profile":{"role":"Student"},"state":"done"}',
    'GET /v1/readers/me/preferences',
    'PUT /v1/readers/me/preferences {"profile":{"role":"Student"}}',
    'POST /v1/personalize {"chapter":"a/b","revision":"r","profile":{"role":"Student"}}',
    'DELETE /v1/readers/me/cache',
    'DELETE /v1/readers/me/cache?chapter=a%2Fb%26c',
    'GET /v1/facets',
    'GET /v1/chapters',
  ]);
});

test('the token is asked for at every call, and the type of a body declared', async () => {
  let token: string | undefined;
  const { client, sent } = recorded(
    () => json({}),
    () => token,
  );
  await client.getReader();
  token = 'a.b';
  await client.updatePreferences({ profile: {} });
  expect(sent.map(({ init }) => init.headers)).toEqual([
    {},
    { 'content-type': 'application/json', authorization: 'Bearer a.b' },
  ]);
});

test('without an address the page’s own is used', async () => {
  const urls: string[] = [];
  const fake: typeof fetch = async (url) => {
    urls.push(String(url));
    return json({});
  };
  await createClient({ baseUrl: '', fetch: fake }).facets();
  expect(urls).toEqual(['/v1/facets']);
});

test('the answer is given as it is', async () => {
  const { client } = recorded(() => json({ cleared: 2 }));
  expect(await client.clearCache()).toEqual({ cleared: 2 });
});

test('an error of the service keeps its code, remedy, status, details and request id', async () => {
  const error = {
    code: 'value_unknown',
    message: 'No.',
    remedy: 'Look.',
    requestId: 'r1',
    details: [{ path: 'profile.role', message: 'must be' }],
  };
  const { client } = recorded(() => json({ error }, 422));
  expect(await failureOf(client.getReader())).toMatchObject({ ...error, status: 422, name: 'ServiceError' });
});

test('a service that cannot be reached is unreachable', async () => {
  const { client } = recorded(() => Promise.reject(new TypeError('fetch failed')));
  expect(await failureOf(client.facets())).toMatchObject({
    code: 'unreachable',
    status: 0,
    cause: new TypeError('fetch failed'),
  });
});

test('so is one that does not answer in time', async () => {
  const { client } = recorded(() => new Promise((resolve) => setTimeout(() => resolve(json({})), 50)));
  const signal = AbortSignal.timeout(5);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await failureOf(client.facets({ signal }))).toMatchObject({ code: 'unreachable' });
});

test('an abort by the caller is thrown as it is', async () => {
  const { client } = recorded(() => json({}));
  const reason = new Error('the reader went on');
  await expect(client.facets({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});

test.each([
  ['a page of a proxy', new Response('<h1>502</h1>', { status: 502 }), 502],
  ['a page instead of the service', new Response('<!doctype html>', { status: 200 }), 200],
  ['an error of another service', Response.json({ message: 'nope' }, { status: 403 }), 403],
  ['an error that is nothing', Response.json(null, { status: 500 }), 500],
])('%s is unexpected', async (_, response, status) => {
  const { client } = recorded(() => response);
  expect(await failureOf(client.facets())).toMatchObject({ code: 'unexpected', status });
});

describe('a chapter that was made before', () => {
  const address = { chapter: 'default/current/ur/حفاظت 1%', revision: 'r', profileHash: 'p' };
  const path = '/v1/chapters/default/current/ur/%D8%AD%D9%81%D8%A7%D8%B8%D8%AA%201%25/r/p.json';
  const pointer = { variant: 'v', current: true, complete: true };
  const answers = (...all: Response[]) =>
    recorded(
      () => all.shift() ?? expect.fail('too many calls'),
      () => 'tok',
    );

  it('has an address of folders and files, in which nothing of an id is a step', () => {
    expect(pointerPath(address)).toBe(path);
  });

  it('is two requests: the pointer as its reader, never from a cache unasked, and the variant as nobody', async () => {
    const { client, sent } = answers(json(pointer), json({ chapter: 'a', edits: [] }));
    expect(await client.findPersonalized(address)).toEqual({ ...pointer, chapter: 'a', edits: [], cached: true });
    expect(sent.map(({ url, init }) => [url.replace('https://attune.example', ''), init.headers, init.cache])).toEqual([
      [path, { authorization: 'Bearer tok' }, 'no-cache'],
      ['/v1/variants/v.json', {}, undefined],
    ]);
  });

  const refusal = (code: string, status: number) =>
    json({ error: { code, message: '', remedy: '', requestId: '' } }, status);
  it.each([
    ['the service knows no pointer', [refusal('variant_unmade', 404)]],
    ['a server of files has none', [new Response('<h1>Not found</h1>', { status: 404 })]],
    ['the variant was withdrawn', [json(pointer), refusal('variant_withdrawn', 410)]],
    ['the variant is not there', [json(pointer), new Response('', { status: 404 })]],
  ])('is nothing where %s', async (_what, responses) => {
    expect(await answers(...responses).client.findPersonalized(address)).toBeUndefined();
  });

  it.each([[null], [{}], ['<!doctype html>']])('fails where the pointer is none: %j', async (body) => {
    const { client } = answers(json(body));
    expect(await failureOf(client.findPersonalized(address))).toMatchObject({ code: 'unexpected', status: 200 });
  });

  it('fails where the service does', async () => {
    const { client } = answers(refusal('database_unavailable', 503));
    expect(await failureOf(client.findPersonalized(address))).toMatchObject({ code: 'database_unavailable' });
  });
});

describe('a chapter that is being adapted', () => {
  const chapter = { chapter: 'a', complete: true };
  const events = (...all: object[]): string =>
    all.map((event) => `event: ${(event as { type: string }).type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
  const answered = (text: string, pieces = [text]) =>
    recorded(() => {
      const parts = new ReadableStream<string>({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece);
          controller.close();
        },
      });
      const body = parts.pipeThrough(new TextEncoderStream());
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    });
  const request = { chapter: 'a', revision: 'b' };

  it('is told as it comes, however the answer is cut, and given at its end', async () => {
    const text = events(
      { type: 'progress', done: 1, total: 2 },
      { type: 'edit', edit: { text: 'پانی' } },
      { type: 'end', chapter },
    );
    const told: string[] = [];
    const { client, sent } = answered(text, text.match(/[^]{1,7}/gu) ?? []);
    expect(await client.personalize(request, { onEvent: (event) => told.push(event.type) })).toEqual(chapter);
    expect(told).toEqual(['progress', 'edit']);
    expect(sent[0]?.init.headers).toMatchObject({ accept: 'text/event-stream' });
  });

  it('has the error that ended it', async () => {
    const error = { code: 'database_unavailable', message: 'No.', remedy: 'Wait.', requestId: 'r' };
    const { client } = answered(events({ type: 'error', error }));
    expect(await failureOf(client.personalize(request, { onEvent: () => {} }))).toMatchObject({ code: error.code });
  });

  it('is unreachable where the answer ends before its end', async () => {
    const { client } = answered(events({ type: 'progress', done: 1, total: 2 }));
    expect(await failureOf(client.personalize(request, { onEvent: () => {} }))).toMatchObject({ code: 'unreachable' });
  });
});

test('S-07: in the browser it is its own few lines and a parser of events', async () => {
  const entry = fileURLToPath(new URL('./client.ts', import.meta.url));
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    metafile: true,
  });
  expect(Object.keys(metafile.inputs).map((path) => path.replace(/.*\//, ''))).toEqual([
    'index.js',
    'caller.ts',
    'client.ts',
  ]);
  expect(gzipSync(outputFiles[0]?.contents ?? '').length).toBeLessThan(3_200);
});

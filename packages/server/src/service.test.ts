import { openStore, type Store } from '@attune/store';
import { createTestDatabase, type TestDatabase } from '@attune/store/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROKEN, NODES, SAFETY } from './testing/demo-book.ts';
import { documentOf, schemaIn } from './testing/described.ts';
import { testApp, type TestApp } from './testing/test-app.ts';

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

test('the facets in the order in which they are asked', async () => {
  const { body } = await service.call('GET', '/v1/facets');
  const facets = body['facets'] as { id: string }[];
  expect(facets.map(({ id }) => id)).toEqual([
    'role',
    'programming_experience',
    'robotics_experience',
    'preferred_language',
    'hardware_availability',
  ]);
});

test('the chapters, as they are now', async () => {
  const { body } = await service.call('GET', '/v1/chapters');
  const chapters = body['chapters'] as { id: string; readable: boolean }[];
  expect(chapters.map(({ id, readable }) => [id, readable])).toEqual([
    [NODES, true],
    [SAFETY, true],
    [BROKEN, false],
  ]);
});

test.each([NODES, SAFETY])('one chapter by its percent-encoded id: %s', async (id) => {
  const { status, body } = await service.call('GET', `/v1/chapters/${encodeURIComponent(id)}`);
  expect([status, body['id'], body['revision']]).toEqual([200, id, service.demo.library.current(id)?.revision]);
});

test('HEAD answers as GET does, without a body', async () => {
  const response = await service.app.request('/v1/facets', { method: 'HEAD' });
  expect([response.status, await response.text()]).toEqual([200, '']);
});

test('healthy: database, migrations, chapters', async () => {
  const { status, body } = await service.call('GET', '/v1/health');
  expect(status).toBe(200);
  expect(body).toEqual({
    status: 'ok',
    database: 'ok',
    migrations: 'current',
    model: 'none',
    chapters: { total: 3, unreadable: 1 },
  });
});

test('not healthy: migrations are missing', async () => {
  const empty = await createTestDatabase({ empty: true });
  const bare = openStore(empty);
  const { status, body } = await testApp(bare).call('GET', '/v1/health');
  expect([status, body['status'], body['database'], body['migrations']]).toEqual([503, 'unavailable', 'ok', 'pending']);
  await bare.close();
  await empty.drop();
});

test('H-01: the document is OpenAPI 3.1 and names the seven operations', async () => {
  const document = await documentOf(service.app);
  expect(document.openapi).toBe('3.1.0');
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations.map(({ operationId }) => operationId)).toEqual(
    expect.arrayContaining([
      'createReader',
      'getReader',
      'submitOnboarding',
      'getPreferences',
      'updatePreferences',
      'personalize',
      'clearCache',
    ]),
  );
});

test('every example of the document fits its schema', async () => {
  const document = await documentOf(service.app);
  interface Media {
    schema: object;
    example?: unknown;
    examples?: Record<string, { value: unknown }>;
  }
  let checked = 0;
  const check = ({ schema, example, examples = {} }: Media): void => {
    for (const value of [
      ...(example === undefined ? [] : [example]),
      ...Object.values(examples).map((item) => item.value),
    ]) {
      expect(schemaIn(document, schema).safeParse(value).error).toBeUndefined();
      checked += 1;
    }
  };
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    if ('schema' in node) check(node as Media);
    Object.values(node).forEach(walk);
  };
  walk(document.paths);
  expect(checked).toBeGreaterThan(50);
});

test('the document can be read in a browser, with nothing from another host', async () => {
  const page = await service.app.request('/v1/docs');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const html = await page.text();
  expect(html).not.toMatch(/https?:|\/\//);
  const assets = [...html.matchAll(/(?:src|href)="(docs[^"]+)"/g)].map(
    (match) => new URL(match[1] as string, 'http://x/v1/docs').pathname,
  );
  expect(assets).toHaveLength(3);
  for (const asset of assets) {
    const response = await service.app.request(asset);
    expect([asset, response.status]).toEqual([asset, 200]);
    expect(response.headers.get('content-type')).toMatch(asset.endsWith('.css') ? /^text\/css/ : /^text\/javascript/);
  }
});

test('every answer has a request id, the client’s own where it is harmless', async () => {
  const own = await service.call('GET', '/v1/facets', { headers: { 'x-request-id': 'page-17' } });
  expect(own.headers.get('x-request-id')).toBe('page-17');
  const hostile = await service.call('GET', '/v1/nothing', { headers: { 'x-request-id': '<script>' } });
  expect(hostile.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('no answer is taken for something that it is not', async () => {
  for (const path of ['/v1/facets', '/v1/none', '/v1/readers/me', '/v1/docs', '/none']) {
    const { headers } = await service.app.request(path);
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff']);
  }
});

test('what a reader is answered is not cached on the way', async () => {
  const { token } = await service.newReader();
  const { headers } = await service.call('GET', '/v1/readers/me/preferences', { token });
  expect(headers.get('cache-control')).toBe('no-store');
});

test('the log has neither tokens nor answers', async () => {
  const { token } = await service.newReader();
  service.lines.length = 0;
  await service.call('PUT', '/v1/readers/me/preferences', { token, body: { profile: { role: 'Researcher' } } });
  await service.call('PUT', '/v1/readers/me/preferences', {
    token: `${token}x`,
    body: { profile: { role: 'Researcher' } },
  });
  await service.call('DELETE', '/v1/readers/me/cache?chapter=a%2Fsecret', { token });
  const lines = service.lines.join('');
  expect(service.lines).toHaveLength(3);
  expect(lines).toContain('"path":"/v1/readers/me/preferences","status":200');
  for (const secret of [token, token.split('.')[0] as string, 'Researcher', 'secret', 'authorization'])
    expect(lines).not.toContain(secret);
});

test('other sites’ pages may not call the service unless they are named', async () => {
  const origin = 'https://book.example';
  const preflight = {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'authorization' },
  };
  const closed = await service.app.request('/v1/facets', { headers: { origin } });
  expect(closed.headers.get('access-control-allow-origin')).toBeNull();

  const { app } = testApp(store, { allowedOrigins: [origin] });
  const asked = await app.request('/v1/readers/me/preferences', preflight);
  expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
  expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
  const error = await app.request('/v1/readers/me', { headers: { origin } });
  expect([error.status, error.headers.get('access-control-allow-origin')]).toEqual([401, origin]);
  const other = await app.request('/v1/facets', { headers: { origin: 'https://evil.example' } });
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
});

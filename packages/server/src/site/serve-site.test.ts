import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App, AppOptions } from '../app-types.ts';
import { createApp } from '../create-app.ts';
import { siteContentPolicy } from './content-policy.ts';

let parent: string;
let folder: string;

const FILES: Record<string, string | Uint8Array> = {
  'index.html': '<h1>Home</h1>',
  '404.html': '<h1>Not here</h1>',
  'docs/nodes/index.html': '<h1>Nodes</h1>',
  'docs/urdf.html': '<h1>URDF</h1>',
  'اردو/index.html': '<h1>اردو</h1>',
  'assets/js/main.0a1b2c3d.js': 'let a = 1;',
  'assets/js/main.0a1b2c3d.js.br': brotliCompressSync('let a = 1;'),
  'assets/fonts/noto.woff2': 'font',
  'img/arm.svg': '<svg/>',
  'attune/book.json': '{}',
};

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'attune-site-'));
  folder = join(parent, 'build');
  for (const [name, content] of Object.entries({ ...FILES, '../secret.txt': 'secret' })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
});
afterAll(() => rm(parent, { recursive: true }));

// The site needs none of the service's parts.
const appOf = (options: Partial<AppOptions> = {}): App =>
  createApp({ site: folder, logger: pino({ level: 'silent' }), ...options } as AppOptions);
const get = async (path: string, init?: RequestInit, app = appOf()) => {
  const response = await app.request(path, init);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    headers: response.headers,
    text: await response.text(),
  };
};

describe('pages and files', () => {
  test.each([
    ['/', '<h1>Home</h1>'],
    ['/docs/nodes', '<h1>Nodes</h1>'],
    ['/docs/nodes/', '<h1>Nodes</h1>'],
    ['/docs/urdf', '<h1>URDF</h1>'],
    [`/${encodeURIComponent('اردو')}/`, '<h1>اردو</h1>'],
    ['/?q=1', '<h1>Home</h1>'],
  ])('page %s', async (path, text) => {
    expect(await get(path)).toMatchObject({
      status: 200,
      type: expect.stringMatching(/^text\/html; charset=utf-8$/i),
      text,
    });
  });

  test.each([
    ['/assets/js/main.0a1b2c3d.js', /^text\/javascript/],
    ['/assets/fonts/noto.woff2', /^font\/woff2$/],
    ['/img/arm.svg', /^image\/svg\+xml/],
    ['/attune/book.json', /^application\/json/],
  ])('file %s', async (path, type) => {
    expect(await get(path)).toMatchObject({ status: 200, type: expect.stringMatching(type) });
  });

  test('what carries a hash in its name is kept for ever, the rest is asked for again', async () => {
    expect((await get('/assets/js/main.0a1b2c3d.js')).headers.get('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await get('/docs/nodes')).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/img/arm.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  test('a page that did not change is not sent again', async () => {
    const first = await get('/docs/nodes');
    const again = await get('/docs/nodes', { headers: { 'if-none-match': first.headers.get('etag') as string } });
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', first.headers.get('etag')]);
    const since = await get('/docs/nodes', {
      headers: { 'if-modified-since': first.headers.get('last-modified') as string },
    });
    expect(since.status).toBe(304);
    expect((await get('/docs/nodes', { headers: { 'if-none-match': 'W/"other"' } })).status).toBe(200);
  });

  test('precompressed files are used for those who take them', async () => {
    const { headers, status } = await get('/assets/js/main.0a1b2c3d.js', {
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect([status, headers.get('content-encoding'), headers.get('vary')]).toEqual([200, 'br', 'Accept-Encoding']);
    expect(headers.get('cache-control')).toContain('immutable');
    expect((await get('/assets/js/main.0a1b2c3d.js')).text).toBe('let a = 1;');
  });

  test('HEAD', async () => {
    const { status, text, headers } = await get('/docs/nodes', { method: 'HEAD' });
    expect([status, text, headers.get('content-length')]).toEqual([200, '', '14']);
  });
});

describe('what is not there', () => {
  test.each(['/none', '/docs/none/', '/assets/js/old.js', '/docs'])('%s is the site’s own page', async (path) => {
    expect(await get(path)).toMatchObject({
      status: 404,
      type: expect.stringMatching(/^text\/html/),
      text: '<h1>Not here</h1>',
    });
  });
  test('without a page of the site’s own there is one all the same', async () => {
    const empty = await mkdtemp(join(parent, 'empty-'));
    expect(await get('/', {}, appOf({ site: empty }))).toMatchObject({
      status: 404,
      type: expect.stringMatching(/^text\/html/),
    });
  });
  test('an address of the service stays the service’s', async () => {
    const { status, text } = await get('/v1/none');
    expect([status, JSON.parse(text).error.code]).toEqual([404, 'not_found']);
  });
  test('a page takes no POST', async () => {
    const { status, text, headers } = await get('/docs/nodes', { method: 'POST' });
    expect([status, JSON.parse(text).error.code, headers.get('allow')]).toEqual([
      405,
      'method_not_allowed',
      'GET, HEAD',
    ]);
  });
  test('without a site there is only the service', async () => {
    const app = createApp({ logger: pino({ level: 'silent' }) } as AppOptions);
    expect((await get('/', {}, app)).status).toBe(404);
  });
});

test.each([
  '/../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/docs/..%2f..%2f..%2fsecret.txt',
  '/..%5csecret.txt',
  '/%252e%252e%252fsecret.txt',
  '//etc/passwd',
  '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  '/docs/nodes/..%00/secret.txt',
  '/.%2e/secret.txt',
  '/secret.txt%00.html',
])('nothing outside the folder is read: %s', async (path) => {
  const { status, text } = await get(path);
  expect(status).toBe(404);
  expect(text).not.toContain('secret');
  expect(text).not.toContain('root:');
});

describe('under a base path', () => {
  const app = (): App => appOf({ basePath: '/book/' });

  test('pages, files and their caching', async () => {
    expect(await get('/book/', {}, app())).toMatchObject({ status: 200, text: '<h1>Home</h1>' });
    expect(await get('/book/docs/nodes', {}, app())).toMatchObject({ status: 200, text: '<h1>Nodes</h1>' });
    expect((await get('/book/assets/js/main.0a1b2c3d.js', {}, app())).headers.get('cache-control')).toContain(
      'immutable',
    );
  });
  test.each(['/', '/book'])('%s leads there', async (path) => {
    const { status, headers } = await get(path, {}, app());
    expect([status, headers.get('location')]).toEqual([302, '/book/']);
  });
  test.each([
    '/docs/nodes',
    '/bookish/',
    '/cook/docs/nodes',
    '/book/../secret.txt',
    '/book/..%2f..%2fsecret.txt',
    '/book/none',
  ])('%s is not there', async (path) => {
    expect(await get(path, {}, app())).toMatchObject({ status: 404, text: '<h1>Not here</h1>' });
  });
  test('the service stays at the root', async () => {
    expect((await get('/v1/openapi.json', {}, app())).status).toBe(200);
  });
});

describe('the policy of pages', () => {
  const SCRIPT = "document.title = 'x';";
  const HASH = "'sha256-" + createHash('sha256').update(SCRIPT).digest('base64') + "'";
  let site: string;
  beforeAll(async () => {
    site = join(parent, 'policy');
    const pages = {
      'index.html': `<script>${SCRIPT}</script><script type="application/ld+json">{"a":1}</script><script src=/a.js></script>`,
      'far/index.html':
        '<img src=https://pictures.example/a.png alt=x><link rel=preload href=https://other.example/x><iframe src="//video.example/1"></iframe>',
      '404.html': '<h1>Not here</h1>',
    };
    for (const [name, content] of Object.entries(pages)) {
      await mkdir(dirname(join(site, name)), { recursive: true });
      await writeFile(join(site, name), content);
    }
  });
  const policyAt = async (path: string, more: string[] = []): Promise<Map<string, string>> => {
    const app = appOf({ site, policy: siteContentPolicy(site, more) });
    const { headers } = await get(path, undefined, app);
    const directives = headers.get('content-security-policy')?.split('; ') ?? [];
    return new Map(directives.map((one) => [one.split(' ')[0] ?? '', one]));
  };

  test('lets the scripts run that the build put there, by their hashes, and no others in the page', async () => {
    for (const path of ['/', '/far/', '/nowhere']) {
      const policy = await policyAt(path);
      expect(policy.get('script-src')).toBe(`script-src 'self' ${HASH}`);
      expect(policy.get('object-src')).toBe("object-src 'none'");
    }
  });

  test('lets pages load from the hosts that any of them names, and from those that the operator names', async () => {
    const policy = await policyAt('/', ['https://search.example']);
    expect(policy.get('img-src')).toBe("img-src 'self' data: blob: https://pictures.example https://search.example");
    expect(policy.get('frame-src')).toBe("frame-src 'self' https://video.example https://search.example");
    expect(policy.get('connect-src')).toBe("connect-src 'self' https://search.example");
    expect([...policy.values()].join(' ')).not.toContain('other.example');
  });

  test('is that of the site as it is built now', async () => {
    const policy = siteContentPolicy(site, []);
    expect(await policy()).toContain(HASH);
    await writeFile(join(site, 'index.html'), '<script>other()</script>');
    await utimes(join(site, 'index.html'), new Date(), new Date(Date.now() + 5_000));
    const other = await policy();
    expect(other).toContain("'sha256-");
    expect(other).not.toContain(HASH);
  });
});

test('whatever is sent says how far it is to be trusted, also what is refused', async () => {
  const app = appOf({ hsts: 600 });
  for (const path of ['/', '/assets/js/main.0a1b2c3d.js', '/nowhere', '/v1/nothing', '/v1/openapi.json']) {
    const { headers } = await get(path, undefined, app);
    expect([
      path,
      ...['x-content-type-options', 'x-frame-options', 'strict-transport-security'].map((name) => headers.get(name)),
    ]).toEqual([path, 'nosniff', 'SAMEORIGIN', 'max-age=600']);
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-powered-by')).toBeNull();
    if (path.startsWith('/v1')) {
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    }
  }
  expect((await get('/')).headers.get('strict-transport-security')).toBeNull();
});

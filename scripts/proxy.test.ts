import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

// deploy/nginx.conf on a real nginx, where one is installed: two nodes behind it that count what they are asked.

const hasNginx = spawnSync('nginx', ['-v']).status === 0;
const conf = readFileSync(new URL('../deploy/nginx.conf', import.meta.url), 'utf8');

interface Proxied {
  readonly url: string;
  /** Paths that either node was asked for. */
  readonly asked: string[];
  stopFirst(): void;
}

async function listen(listener: RequestListener): Promise<{ port: number; stop: () => void }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  onTestFinished(stop);
  return { port: (server.address() as AddressInfo).port, stop };
}

/** As a node answers: a variant, a withdrawn one, a reader's own, and events that do not end by themselves. */
const answer: RequestListener = (request, response) => {
  const { url = '' } = request;
  if (url === '/v1/personalize') {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('event: edit\n\n');
    request.on('close', () => response.end());
  } else if (url === '/v1/variants/withdrawn.json') {
    response.writeHead(410).end();
  } else {
    const control = url.startsWith('/v1/variants/') ? 'public, max-age=31536000, immutable' : 'private, no-store';
    response.writeHead(200, { 'cache-control': control, vary: 'accept-encoding' });
    response.end(request.headers.authorization ?? 'nobody');
  }
};

async function startProxy(): Promise<Proxied> {
  const asked: string[] = [];
  const node: RequestListener = (request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  };
  const [first, second, free] = [await listen(node), await listen(node), await listen(node)];
  free.stop();
  const folder = mkdtempSync(join(tmpdir(), 'attune-proxy-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'cache'), { mode: 0o777 });
  const own = conf
    .replace('/tmp/nginx.pid', join(folder, 'nginx.pid'))
    .replace('include /etc/nginx/mime.types;', '')
    .replace('/var/cache/nginx/variants', join(folder, 'cache', 'variants'))
    .replace('node-1:4100', `127.0.0.1:${first.port}`)
    .replace('node-2:4100', `127.0.0.1:${second.port}`)
    .replace('listen 8080', `listen 127.0.0.1:${free.port}`)
    .replace(
      'http {',
      `http {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n')}`,
    );
  const path = join(folder, 'nginx.conf');
  writeFileSync(path, own);
  const nginx = spawn('nginx', ['-c', path, '-e', join(folder, 'error.log'), '-g', 'daemon off;'], {
    stdio: 'inherit',
  });
  onTestFinished(async () => {
    nginx.kill('SIGQUIT');
    await once(nginx, 'close');
    rmSync(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${free.port}`;
  await expect
    .poll(
      () =>
        fetch(`${url}/ready`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 10_000 },
    )
    .toBe(200);
  asked.length = 0;
  return { url, asked, stopFirst: first.stop };
}

describe.skipIf(!hasNginx)('the proxy', () => {
  it('asks the nodes once for a variant, whoever wants it, and tells them nobody', async () => {
    const { url, asked } = await startProxy();
    const answers = [];
    for (const authorization of ['Bearer a', 'Bearer b'])
      answers.push(await fetch(`${url}/v1/variants/abc.json`, { headers: { authorization } }));
    expect(asked).toEqual(['/v1/variants/abc.json']);
    expect(answers.map(({ headers }) => headers.get('x-cache'))).toEqual(['MISS', 'HIT']);
    expect(answers[1]?.headers.get('cache-control')).toContain('immutable');
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(['nobody', 'nobody']);
  });

  it('keeps nothing else: no answer of one reader, no refusal', async () => {
    const { url, asked } = await startProxy();
    for (const path of [
      '/v1/readers/me',
      '/v1/readers/me',
      '/v1/variants/withdrawn.json',
      '/v1/variants/withdrawn.json',
    ])
      await fetch(url + path, { headers: { authorization: 'Bearer a' } });
    expect(asked).toHaveLength(4);
    expect(await (await fetch(`${url}/v1/readers/me`, { headers: { authorization: 'Bearer b' } })).text()).toBe(
      'Bearer b',
    );
  });

  it('passes events on as they come', async () => {
    const { url } = await startProxy();
    const stop = new AbortController();
    const { body } = await fetch(`${url}/v1/personalize`, { method: 'POST', signal: stop.signal });
    const { value } = await body!.getReader().read();
    expect(new TextDecoder().decode(value)).toBe('event: edit\n\n');
    stop.abort();
  });

  it('goes on with the other node when one is gone', async () => {
    const { url, stopFirst } = await startProxy();
    stopFirst();
    const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await fetch(`${url}/v1/chapters`)).status));
    expect(statuses).toEqual([200, 200, 200, 200]);
  });
});

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { CONNECTION_LIMITS, listen, ListenError } from './listen.ts';

const host = '127.0.0.1';
const ok = (): Response => new Response('ok');

test('listens on a free port and stops', async () => {
  const { url, close } = await listen(ok, { host, port: 0 });
  expect(url).toMatch(/^http:\/\/localhost:\d+$/);
  expect(await (await fetch(url)).text()).toBe('ok');
  await close();
  await close();
  await expect(fetch(url)).rejects.toThrow();
});

test('a request under way is finished before the end', async () => {
  let arrived = (): void => {};
  const here = new Promise<void>((resolve) => void (arrived = resolve));
  const { url, close } = await listen(
    async () => {
      arrived();
      await new Promise((resolve) => setTimeout(resolve, 200));
      return new Response('finished');
    },
    { host, port: 0 },
  );
  const answer = fetch(url).then((response) => response.text());
  await here;
  const started = performance.now();
  await close();
  expect(await answer).toBe('finished');
  // And its connection is not kept alive after that.
  expect(performance.now() - started).toBeLessThan(1_000);
});

test('a port in use is an error that says what to do', async () => {
  const first = await listen(ok, { host, port: 0 });
  const port = Number(new URL(first.url).port);
  const second = listen(ok, { host, port });
  await expect(second).rejects.toThrow(ListenError);
  await expect(second).rejects.toThrow(
    `Port ${port} is in use. Stop what uses it, or choose another with --port ${port + 1} or PORT=…`,
  );
  await first.close();
});

test('so is an address of another machine', async () => {
  await expect(listen(ok, { host: '192.0.2.1', port: 0 })).rejects.toThrow(
    '192.0.2.1 is not an address of this machine. Set HOST',
  );
});

async function open(url: string, bytes = ''): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), host);
  socket.on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

/** All that comes until the other side closes. */
async function answerOn(socket: Socket): Promise<string> {
  const parts = await socket.toArray();
  return Buffer.concat(parts as Buffer[]).toString();
}

test.each([
  ['what is no request', 'GARBAGE\r\n\r\n', 400, 'request_malformed'],
  ['a request without a host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'request_malformed'],
  ['headers of more than 16 KiB', `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
  ['a tunnel', 'CONNECT other.example:443 HTTP/1.1\r\nhost: x\r\n\r\n', 405, 'method_not_allowed'],
])('%s is refused in the shape of every error', async (_, bytes, status, code) => {
  const { url, close } = await listen(ok, { host, port: 0 });
  onTestFinished(close);
  const answer = await answerOn(await open(url, bytes));
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ error: { code } });
});

test.each([
  ['headers', 'GET / HTTP/1.1\r\nhost: x\r\n'],
  ['a body', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\nx'],
])('%s that do not come to an end are not waited for', async (_, bytes) => {
  const limits = { ...CONNECTION_LIMITS, headersTimeout: 100, requestTimeout: 200 };
  const reading = async (request: Request): Promise<Response> => new Response(await request.text());
  const { url, close } = await listen(reading, { host, port: 0 }, { limits });
  onTestFinished(close);
  expect(await answerOn(await open(url, bytes))).not.toContain('200 OK');
});

test('more connections than there may be are closed at once, and those that are there go on', async () => {
  const { url, close } = await listen(ok, { host, port: 0 }, { limits: { ...CONNECTION_LIMITS, connections: 2 } });
  onTestFinished(close);
  const [first] = [await open(url), await open(url)];
  expect(await answerOn(await open(url))).toBe('');
  first.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  expect(await answerOn(first)).toContain('200 OK');
});

import { expect, test } from 'vitest';
import { listen, ListenError } from './listen.ts';

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

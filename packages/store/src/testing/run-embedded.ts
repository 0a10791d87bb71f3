// A process with an embedded server, for tests that kill one. Stops when its input ends.
import { once } from 'node:events';
import { startEmbedded } from '../embedded/index.ts';

try {
  const server = await startEmbedded({ dataDir: process.argv[2] ?? '' });
  console.log(JSON.stringify({ url: server.url, pid: server.pid }));
  await once(process.stdin.resume(), 'end');
  await server.stop();
} catch (error) {
  const { code, message } = error as { code?: string; message?: string };
  console.log(JSON.stringify({ code, message }));
}

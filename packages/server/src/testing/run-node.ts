// One node of the service, for tests with several and with a database that fails. Stops when its input ends.
import { once } from 'node:events';
import { pino } from 'pino';
import { startServer } from '../main.ts';

const [siteDir = ''] = process.argv.slice(2);
const server = await startServer({
  siteDir,
  port: 0,
  signals: false,
  logger: pino({ level: 'info' }, pino.destination(2)),
});
console.log(server.url);
await once(process.stdin.resume(), 'end');
await server.close();
process.exit();

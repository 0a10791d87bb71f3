import { parseArgs } from 'node:util';
import { startServer } from '@attune/server/main';
import { buildDemoIfStale, demoSite } from './demo.ts';

// npm start: the demo book, built if need be, and the service on an embedded database, at one address.

const { values } = parseArgs({ options: { port: { type: 'string', short: 'p' } } });
// `npm start --port 4200`, without the `--` that npm wants, arrives as npm's own configuration.
const port = values.port ?? process.env['npm_config_port'];
try {
  if (port !== undefined && !/^\d{1,5}$/.test(port))
    throw new Error(`--port ${port}: a port is a number from 0 to 65535`);
  buildDemoIfStale();
  await startServer({
    siteDir: demoSite,
    watch: true,
    ...(port === undefined ? {} : { port: Number(port) }),
    defaults: { ATTUNE_LOG: 'warn' },
    onReady: (url) => console.log(`Attune is ready at ${url.replace('//127.0.0.1:', '//localhost:')}`),
  });
} catch (error) {
  const { message, remedy } = error as Error & { remedy?: string };
  console.error(remedy === undefined || message.includes(remedy) ? message : `${message}\n→ ${remedy}`);
  process.exitCode = 1;
}

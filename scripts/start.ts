import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startServer } from '@attune/server/main';

// npm start: the demo book, built if need be, and the service on an embedded database, at one address.

const root = fileURLToPath(new URL('..', import.meta.url));
const site = `${root}examples/physical-ai`;
const INPUTS = [
  'examples/physical-ai/{docs,primers,src,static}/**/*',
  'examples/physical-ai/*.{ts,mts,yaml,json}',
  'packages/{contract,core,site,docusaurus}/src/**/*',
  'package-lock.json',
];

/** Whether something that the site is made of is newer than the site. */
export function isStale(): boolean {
  const built = statSync(`${site}/build/attune/book.json`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return INPUTS.some((pattern) => globSync(pattern, { cwd: root }).some((path) => statSync(root + path).mtimeMs > built));
}

export function buildDemo(): void {
  const { status } = spawnSync(process.execPath, [`${root}node_modules/@docusaurus/core/bin/docusaurus.mjs`, 'build'], {
    cwd: site,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The demo book could not be built; what is wrong stands above.');
}

const { values } = parseArgs({ options: { port: { type: 'string', short: 'p' }, 'build-only': { type: 'boolean' } } });
if (isStale()) buildDemo();
if (!values['build-only']) {
  // `npm start --port 4200`, without the `--` that npm wants, arrives as npm's own configuration.
  const port = values.port ?? process.env['npm_config_port'];
  await startServer({
    siteDir: site,
    watch: true,
    environment: { ATTUNE_LOG: 'warn', ...process.env },
    ...(port === undefined ? {} : { port: Number(port) }),
    onReady: (url) => console.log(`Attune is ready at ${url.replace('//127.0.0.1:', '//localhost:')}`),
  });
}

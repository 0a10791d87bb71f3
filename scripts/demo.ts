import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folder of the demo book. */
export const demoSite = `${root}examples/physical-ai`;

const INPUTS = [
  'examples/physical-ai/{docs,primers,src,static}/**/*',
  'examples/physical-ai/*.{ts,mts,yaml,json}',
  'packages/{contract,core,site,docusaurus}/src/**/*',
  'package-lock.json',
];

/** Builds the demo book if something that it is made of is newer than what was built. Throws where it cannot be built. */
export function buildDemoIfStale(): void {
  const built = statSync(`${demoSite}/build/attune/book.json`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const inputs = INPUTS.flatMap((pattern) =>
    globSync(pattern, { cwd: root, exclude: (path) => path.endsWith('.test.ts') }),
  );
  if (inputs.every((path) => statSync(root + path).mtimeMs <= built)) return;
  buildSite(demoSite);
}

/** Builds a Docusaurus site. */
export function buildSite(siteDir: string, environment: NodeJS.ProcessEnv = {}): void {
  const { status } = spawnSync(process.execPath, [`${root}node_modules/@docusaurus/core/bin/docusaurus.mjs`, 'build'], {
    cwd: siteDir,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...environment },
  });
  if (status !== 0) throw new Error(`${siteDir} could not be built; what is wrong stands above.`);
}

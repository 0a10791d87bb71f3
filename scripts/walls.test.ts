import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

// Every sample is a line of a file that stands where a room's file would, in a folder of its own, under the project's
// own configuration; the linter sees them all in one run.

interface Sample {
  readonly file: string;
  readonly code: string;
  /** What the linter must say of it; nothing for what is allowed. */
  readonly says: string | undefined;
}
interface Diagnostic {
  readonly code?: string;
  readonly message: string;
  readonly help?: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const samples: Sample[] = [];
const folder = mkdtempSync(join(tmpdir(), 'attune-walls-'));
afterAll(() => rmSync(folder, { recursive: true }));

function refuses(file: string, says: string, ...lines: readonly string[]): void {
  samples.push(...lines.map((code) => ({ file, code, says })));
}
function allows(file: string, ...lines: readonly string[]): void {
  samples.push(...lines.map((code) => ({ file, code, says: undefined })));
}
const imports = (...names: readonly string[]): string[] => names.map((name) => `import '${name}';`);

// Each way to import.
refuses(
  'packages/core/src/ways.ts',
  'This room knows only contract.',
  "import { createApp } from '@attune/server';",
  "import type { Store } from '@attune/store';",
  "export { openSite } from '@attune/site';",
  "export * from '@attune/site/deep/inside';",
  "export const server = await import('@attune/server/main');",
);
refuses(
  'packages/core/src/types.ts',
  '`import()` type annotations are forbidden',
  "export type Store = import('@attune/store').Store;",
);
refuses(
  'packages/core/src/require.ts',
  'Expected "import" statement instead of "require"',
  "const store = require('@attune/store');",
);
refuses(
  'packages/server/src/deep/climbs.ts',
  "A room is imported by its package's name",
  ...imports('../../../core/src/index.ts', '../../../store/src/index.ts', '../../../../packages/site/src/index.ts'),
);

// Each room.
refuses(
  'packages/contract/src/sample.ts',
  'This room knows no other. It is what every room says to every other',
  ...imports('@attune/core', '@attune/core/stamp', '@attune/site', '@attune/server'),
);
refuses(
  'packages/contract/src/sample.ts',
  'There is no Node here.',
  ...imports('node:fs', 'fs', 'fs/promises', 'node:url'),
);
allows('packages/contract/src/sample.ts', ...imports('zod', './facets.ts', './client.ts'));

refuses(
  'packages/core/src/sample.ts',
  'This room knows only contract. It is pure',
  ...imports(
    '@attune/models',
    '@attune/store',
    '@attune/site',
    '@attune/server/main',
    '@attune/docusaurus',
    '@attune/cli',
  ),
);
refuses(
  'packages/core/src/sample.ts',
  'There is no Node here.',
  ...imports('node:crypto', 'crypto', 'node:fs/promises'),
);
allows(
  'packages/core/src/sample.ts',
  ...imports('@attune/contract', '@attune/contract/project', './types.ts', 'unified'),
);

refuses(
  'packages/models/src/sample.ts',
  "This room knows only contract, core. It is an adapter of core's ports",
  ...imports('@attune/store', '@attune/site', '@attune/server'),
);
refuses(
  'packages/store/src/sample.ts',
  "This room knows only contract, core. It is an adapter of core's ports",
  ...imports('@attune/models', '@attune/site', '@attune/server'),
);
allows('packages/store/src/sample.ts', ...imports('@attune/contract', '@attune/core', 'node:fs', 'pg', './site/a.ts'));

refuses(
  'packages/site/src/sample.ts',
  "This room knows only contract, core. It reads an author's files",
  ...imports('@attune/store', '@attune/server', '@attune/docusaurus', '@attune/cli'),
);
allows('packages/site/src/sample.ts', ...imports('@attune/contract', '@attune/core', 'node:fs/promises'));

refuses(
  'packages/server/src/sample.ts',
  'This room knows only contract, core. What stands behind a port is chosen in main.ts alone',
  ...imports(
    '@attune/store',
    '@attune/store/embedded',
    '@attune/site',
    '@attune/models',
    '@attune/docusaurus',
    '@attune/cli',
  ),
);
refuses(
  'packages/server/src/routes/sample.ts',
  'Only main.ts imports this.',
  ...imports('../main.ts', '../site-library.ts'),
);
allows(
  'packages/server/src/sample.ts',
  ...imports('@attune/contract/routes', '@attune/core', 'node:http', './site/serve-site.ts'),
);
for (const file of ['main.ts', 'site-library.ts']) {
  allows(`packages/server/src/${file}`, ...imports('@attune/store', '@attune/store/embedded', '@attune/site'));
  refuses(
    `packages/server/src/${file}`,
    'It is what the command line stands on',
    ...imports('@attune/cli', '@attune/docusaurus'),
  );
}

for (const file of ['plugin/sample.ts', 'remark/sample.ts', 'with-attune.ts']) {
  refuses(
    `packages/docusaurus/src/${file}`,
    "This room knows only contract, core, site. It runs in an author's build",
    ...imports('@attune/store', '@attune/server', '@attune/cli'),
  );
  refuses(
    `packages/docusaurus/src/${file}`,
    'The Node half leaves the theme to Docusaurus',
    ...imports('../theme/AttuneBar/index.tsx', './client/page.ts'),
  );
  allows(
    `packages/docusaurus/src/${file}`,
    ...imports('@attune/contract', '@attune/core/stamp', '@attune/site', 'node:path', '../options.ts'),
  );
}

for (const file of ['theme/AttuneSample/index.tsx', 'client/sample.ts']) {
  const path = `packages/docusaurus/src/${file}`;
  refuses(
    path,
    "This room knows only contract, docusaurus. It runs in a reader's browser",
    ...imports('@attune/core', '@attune/core/stamp', '@attune/site', '@attune/server'),
  );
  refuses(
    path,
    'Of its own package only the client half.',
    ...imports('@attune/docusaurus', '@attune/docusaurus/plugin', '@attune/docusaurus/with-attune'),
  );
  refuses(path, 'There is no Node here.', ...imports('node:path', 'path', 'url'));
  refuses(
    path,
    'At run time only @attune/contract/client, /account-client and /project',
    ...imports('@attune/contract', '@attune/contract/routes'),
    "import { canonicalJson } from '@attune/contract';",
    "import { type Variant, hashValue } from '@attune/contract';",
    "export const all = await import('@attune/contract');",
  );
  refuses(path, 'will leave behind a side effect import', "import { type Edit } from '@attune/contract';");
  refuses(
    path,
    'Only types come from the Node half.',
    ...imports('../../plugin/site-registry.ts', '../remark/stamp-blocks.ts', '../with-attune.ts', '../../options.ts'),
  );
  allows(
    path,
    "import type { Facet } from '@attune/contract';",
    "import type { PersonalizedChapter } from '@attune/contract/routes';",
    "import type { AttuneOptions } from '../options.ts';",
    "import { createClient } from '@attune/contract/client';",
    "import { project } from '@attune/contract/project';",
    ...imports(
      'react',
      '@theme/AttuneGloss',
      '@docusaurus/useIsBrowser',
      '../AttuneBar/index.tsx',
      '../../client/page.ts',
      '@attune/docusaurus/client/page',
    ),
  );
}

refuses(
  'packages/cli/src/sample.ts',
  'This room knows only contract, core, models, store, site, server.',
  ...imports('@attune/docusaurus'),
);
allows(
  'packages/cli/src/sample.ts',
  ...imports('@attune/contract', '@attune/core', '@attune/site', '@attune/store', 'node:fs'),
);
allows('packages/cli/src/main.ts', "export const { startServer } = await import('@attune/server/main');");

// Beside the rooms.
refuses(
  'test-support/src/sample.ts',
  'This room knows only contract, core.',
  ...imports('@attune/site', '@attune/server'),
);
allows('test-support/src/sample.ts', ...imports('@attune/contract', '@attune/core', 'node:fs'));
for (const file of ['scripts/sample.ts', 'e2e/sample.test.ts', 'bench/sample.ts']) {
  refuses(file, 'Run cli and docusaurus as their users do.', ...imports('@attune/docusaurus', '@attune/cli'));
  refuses(
    file,
    "A room is imported by its package's name",
    ...imports('../packages/server/src/main.ts', './packages/core/src/index.ts'),
  );
  allows(
    file,
    ...imports('@attune/server/main', '@attune/core', '@attune/site', 'attune-test-support', '../scripts/demo.ts'),
  );
}
refuses(
  'examples/sample/docusaurus.config.ts',
  'A site imports what its author would.',
  ...imports('@attune/core', '@attune/site'),
);
allows('examples/sample/docusaurus.config.ts', ...imports('@attune/docusaurus'));

// Tests know what their room knows, and what is there for tests.
const FOR_TESTS = ['attune-test-support', '@attune/store/testing'];
refuses(
  'packages/core/src/sample.test.ts',
  'This room knows only contract, core.',
  ...imports('@attune/store', '@attune/server'),
);
allows(
  'packages/core/src/sample.test.ts',
  ...imports('@attune/contract', 'attune-test-support', 'node:fs', './testing/book.ts'),
);
allows(
  'packages/server/src/sample.test.ts',
  ...imports('@attune/site', './main.ts', './testing/test-app.ts', ...FOR_TESTS),
);
allows('packages/server/src/testing/sample.ts', ...imports(...FOR_TESTS));
allows('packages/docusaurus/src/client/sample.test.ts', ...imports('@attune/contract', '@attune/core', 'node:fs'));
for (const room of ['core', 'store', 'site', 'docusaurus', 'cli']) {
  refuses(
    `packages/${room}/src/sample-shipped.ts`,
    'Only tests import what is there for tests',
    ...imports('attune-test-support', './testing/open-test-store.ts', '../testing.ts'),
  );
}
refuses('packages/server/src/main.ts', 'Only tests import what is there for tests', ...imports(...FOR_TESTS));

// What is there without an import.
refuses(
  'packages/core/src/world.ts',
  'It has no environment',
  'export const home = process.env;',
  'Buffer.from([]);',
  'globalThis.process;',
);
refuses(
  'packages/core/src/world.ts',
  'It has no clock',
  'Date.now();',
  'export const now = new Date();',
  'performance.now();',
  'setTimeout(go, 1);',
);
refuses(
  'packages/core/src/world.ts',
  'It has no randomness',
  'Math.random();',
  'crypto.randomUUID();',
  'globalThis.crypto.randomUUID();',
);
refuses('packages/core/src/world.ts', 'It has no network', "await fetch('https://book.example');");
refuses('packages/core/src/world.ts', 'It prints nothing', "console.log('here');");
allows('packages/core/src/world.ts', 'Math.max(1, 2);', 'export type At = Date;');
allows('packages/core/src/world.test.ts', 'console.log(Date.now(), Math.random(), process.env);');

const READ = ['export const home = process.env;', "process.env['HOME'];", 'export const { env } = process;'];
for (const file of [
  'server/src/main.ts',
  'store/src/env.ts',
  'site/src/env.ts',
  'cli/src/main.ts',
  'docusaurus/src/options.ts',
  'contract/src/env.ts',
])
  refuses(`packages/${file}`, 'The environment is read in server/src/environment.ts alone', ...READ);
refuses('packages/store/src/env.ts', 'imported, it would slip past', "import { env } from 'node:process';");
allows('packages/server/src/environment.ts', ...READ);
allows('packages/store/src/env.test.ts', ...READ);
allows('scripts/env.ts', ...READ);
for (const file of ['client/site.ts', 'plugin/attune-plugin.ts']) {
  allows(`packages/docusaurus/src/${file}`, "process.env['NODE_ENV'];", 'process.env.NODE_ENV;');
  refuses(`packages/docusaurus/src/${file}`, 'Disallowed usage of `process.env`', 'process.env.HOME;');
}

// Habits.
refuses('packages/store/src/habits.ts', 'Prefer named exports', 'export default 1;');
refuses('packages/store/src/habits.ts', 'Unexpected `any`', 'export const value: any = 1;');
refuses('packages/store/src/habits.ts', '"@ts-ignore" will do nothing', '// @ts-ignore because');
refuses(
  'packages/store/src/habits.ts',
  'should be declared as a class property',
  'export class A { constructor(private b: string) {} }',
);
refuses('packages/store/src/habits.test.ts', 'Unexpected focused test', "it.only('works', () => expect(1).toBe(1));");
refuses('packages/store/src/NotKebab.ts', 'Filename should be in kebab-case', 'export {};');
refuses(
  'packages/docusaurus/src/theme/AttuneSample/index.tsx',
  '`dangerouslySetInnerHTML`',
  'export const html = <p dangerouslySetInnerHTML={{ __html: text }} />;',
);
allows('packages/docusaurus/src/theme/AttuneSample/index.tsx', 'export default function AttuneSample() {}');
allows('packages/store/vitest.config.ts', 'export default 1;');

// A new room has walls from its first day.
for (const room of readdirSync(join(root, 'packages')))
  refuses(
    `packages/${room}/src/new.ts`,
    'This room knows',
    room === 'cli' ? "import '@attune/docusaurus';" : "import '@attune/cli';",
  );

/** Habits that a sample breaks for want of anything around it. */
const ASIDE =
  /no-unused|no-unassigned|no-undef|import\((?:first|no-duplicates)|vitest\((?!no-focused)|jsx-a11y|explicit-module|prefer-const|no-self/;

function lint(): Map<string, string> {
  const lines = Map.groupBy(samples, (sample) => sample.file);
  for (const [file, list] of lines) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), list.map((sample) => `${sample.code}\n`).join(''));
  }
  const config = `import config from '${root}oxlint.config.ts';\nexport default { ...config, options: {} };\n`;
  writeFileSync(join(folder, 'oxlint.config.ts'), config);
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format=json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (!stdout.startsWith('{')) throw new Error(stdout + stderr);
  const said = new Map<string, string>();
  for (const { code, message, help = '', filename, labels } of (JSON.parse(stdout) as { diagnostics: Diagnostic[] })
    .diagnostics) {
    // A file that cannot be parsed is not linted at all.
    if (code === undefined) throw new Error(`${filename}: ${message}`);
    if (ASIDE.test(code)) continue;
    const key = `${filename}:${labels[0]?.span.line}`;
    said.set(key, `${said.get(key) ?? ''}${code}: ${message} ${help}\n`);
  }
  return said;
}

describe('the linter', () => {
  const said = lint();
  const numbered = [...Map.groupBy(samples, (sample) => sample.file).values()].flatMap((list) =>
    list.map((sample, index) => ({ ...sample, said: said.get(`${sample.file}:${index + 1}`) })),
  );

  test.each(numbered.filter(({ says }) => says !== undefined))('refuses in $file: $code', (sample) => {
    expect(sample.said).toContain(sample.says);
  });

  test.each(numbered.filter(({ says }) => says === undefined))('allows in $file: $code', (sample) => {
    expect(sample.said).toBeUndefined();
  });
});

test('the compiler refuses what is more than types: enums, parameter properties, namespaces', () => {
  const file = join(folder, 'types.ts');
  writeFileSync(
    file,
    'export enum A { B }\nexport class C { constructor(private d: string) {} }\nexport namespace E { export const f = 1; }\n',
  );
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: `${root}tsconfig.base.json`, files: [file] }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const { stdout } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder], {
    encoding: 'utf8',
  });
  expect(stdout.match(/types\.ts\(\d/g)).toEqual(['types.ts(1', 'types.ts(2', 'types.ts(3']);
  expect(stdout).toContain('erasableSyntaxOnly');
});

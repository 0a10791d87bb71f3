import { builtinModules } from 'node:module';
import { defineConfig, type OxlintConfig } from 'oxlint';

// The walls between the rooms (`walls`), then what is asked of all code (`defineConfig` below).
// scripts/walls.test.ts shows that each wall refuses what it is there to refuse.

type Override = NonNullable<OxlintConfig['overrides']>[number];
interface Pattern {
  readonly regex?: string;
  /** As in a .gitignore. */
  readonly group?: string[];
  readonly message: string;
  /** A type leaves nothing behind at run time. */
  readonly allowTypeImports?: true;
}

const ROOMS = ['contract', 'core', 'models', 'store', 'site', 'server', 'docusaurus', 'cli'] as const;
type Room = (typeof ROOMS)[number];

interface Wall {
  readonly files: readonly string[];
  readonly except?: readonly string[];
  readonly knows: readonly Room[];
  /** Ends every message: what would go wrong otherwise. */
  readonly why: string;
  /** Runs where there is no Node. */
  readonly anywhere?: true;
  readonly also?: readonly Pattern[];
}

const TESTS = ['**/*.test.{ts,tsx}', 'packages/*/src/testing/**', 'packages/store/src/testing.ts'];
const CONFIGURATION = ['**/*.config.{ts,mts}'];
const THEME = ['packages/docusaurus/src/{theme,client}/**'];
/** Where server is put together: main.ts and what only main.ts may import. */
const WIRING = ['packages/server/src/main.ts', 'packages/server/src/site-library.ts'];

const NODE = `^(?:node:.*|(?:${builtinModules.filter((name) => !name.startsWith('_')).join('|')})(?:/.*)?)$`;
const OUTSIDE = `^(?:\\.{1,2}/)+(?:packages/)?(?:${ROOMS.join('|')}|test-support)/(?:src|bin|package\\.json)(?:/|$)`;

/** For files in no room, which may go anywhere but over the fence. */
const FENCE: Pattern = {
  regex: OUTSIDE,
  message: "A room is imported by its package's name: its `exports` say what is meant for others.",
};

/** Of what runs for a reader or an author, not in a test. */
const SHIPPED: readonly Pattern[] = [
  {
    regex: '^attune-test-support(?:/|$)|^@attune/[a-z]+/testing(?:/|$)|^\\.{1,2}/(?:.*/)?testing(?:/|\\.ts$)',
    message: 'Only tests import what is there for tests: nobody else has it installed.',
  },
  {
    regex: '^(?:node:)?process$',
    message: "`process` is a global; imported, it would slip past the rule on who reads the environment.",
  },
];

function restrict(files: readonly string[], excludeFiles: readonly string[], patterns: readonly Pattern[]): Override {
  return { files: [...files], excludeFiles: [...excludeFiles], rules: { 'no-restricted-imports': ['error', { patterns: [...patterns] }] } };
}

function wall({ files, except = [], knows, why, anywhere, also = [] }: Wall): Override {
  const unknown = ROOMS.filter((room) => !knows.includes(room)).join('|');
  const known = knows.length === 0 ? 'no other room' : `only ${knows.join(', ')}`;
  return restrict(files, [...TESTS, ...except], [
    ...(unknown === '' ? [] : [{ regex: `^@attune/(?:${unknown})(?:/|$)`, message: `This room knows ${known}. ${why}` }]),
    ...(anywhere ? [{ regex: NODE, message: `There is no Node here. ${why}` }] : []),
    FENCE,
    ...SHIPPED,
    ...also,
  ]);
}

const CONTRACT = 'It is what every room says to every other, in browser and Node; what it knew, all would know.';
const CORE = 'It is pure, so that it runs anywhere and is tested with values; what it needs of the world comes through a port.';
const ADAPTER = "It is an adapter of core's ports, and any other may stand in its place; server/src/main.ts joins them.";
const SERVER = 'What stands behind a port is chosen in main.ts alone, so that createApp() takes any other, in tests too.';
const THEME_WHY = "It runs in a reader's browser, which would have to download whatever it imports.";

const walls: Override[] = [
  wall({ files: ['packages/contract/src/**'], knows: [], anywhere: true, why: CONTRACT }),
  wall({ files: ['packages/core/src/**'], knows: ['contract'], anywhere: true, why: CORE }),
  wall({ files: ['packages/models/src/**', 'packages/store/src/**'], knows: ['contract', 'core'], why: ADAPTER }),
  wall({
    files: ['packages/site/src/**'],
    knows: ['contract', 'core'],
    why: "It reads an author's files for whoever asks: the build, the service, the command line.",
  }),
  wall({
    files: ['packages/server/src/**'],
    except: WIRING,
    knows: ['contract', 'core'],
    why: SERVER,
    also: [{ regex: '^\\.{1,2}/(?:.*/)?(?:main|site-library)(?:\\.ts)?$', message: `Only main.ts imports this. ${SERVER}` }],
  }),
  wall({
    files: WIRING,
    knows: ['contract', 'core', 'models', 'store', 'site'],
    why: 'It is what the command line and the build stand on, not the other way round.',
  }),
  wall({
    files: ['packages/docusaurus/src/**'],
    except: THEME,
    knows: ['contract', 'core', 'site'],
    why: "It runs in an author's build, which has no database and no service.",
    also: [{ regex: '^\\.{1,2}/(?:.*/)?(?:theme|client)/', message: `The Node half does not import the theme: they meet in Docusaurus.` }],
  }),
  wall({
    files: THEME,
    knows: ['contract'],
    anywhere: true,
    why: THEME_WHY,
    also: [
      {
        group: ['@attune/contract', '@attune/contract/**', '!@attune/contract/client', '!@attune/contract/project'],
        allowTypeImports: true,
        message: `At run time only @attune/contract/client and /project, which are without zod. ${THEME_WHY}`,
      },
      {
        regex: '^(?:\\.\\./)+(?:plugin/.*|remark/.*|with-attune|options|index)(?:\\.ts)?$',
        allowTypeImports: true,
        message: `Only types come from the Node half. ${THEME_WHY}`,
      },
    ],
  }),
  wall({
    files: ['packages/cli/{src,bin}/**'],
    knows: ['contract', 'core', 'models', 'store', 'site', 'server'],
    why: "Docusaurus takes seconds to load and is an author's own; @attune/site reads what its build wrote.",
  }),
  wall({
    files: ['test-support/**'],
    knows: ['contract', 'core'],
    why: 'Tests of any room may use it, so it brings no other.',
  }),
  restrict(['scripts/**', 'e2e/**', 'bench/**'], [], [
    { regex: '^@attune/(?:docusaurus|cli)(?:/|$)', message: 'Nobody knows these rooms: run them as their users do.' },
    FENCE,
  ]),
  restrict(['examples/**'], [], [
    { group: ['@attune/**', '!@attune/docusaurus'], message: 'An example imports what an author imports: @attune/docusaurus.' },
    FENCE,
  ]),
  restrict([...TESTS, ...CONFIGURATION], ['{scripts,e2e,bench,examples}/**', 'packages/{server,cli}/**'], [
    { regex: '^@attune/(?:server|docusaurus|cli)(?:/|$)', message: "Nobody knows these rooms, nor do others' tests." },
    FENCE,
  ]),
];

/** What `core` must not reach for, by what it is. */
const WORLD = {
  'It has no environment; a setting arrives as a value.': ['process', 'Buffer', 'global'],
  'It has no clock; a time arrives as a value.': ['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'Temporal'],
  'It has no randomness: the same input gives the same bytes.': ['crypto'],
  'It has no network; what is far away comes through a port.': ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'],
  'It prints nothing; what is to be said is a finding.': ['console'],
};
const globals = Object.entries(WORLD).flatMap(([message, names]) => names.map((name) => ({ name, message: `${message} ${CORE}` })));
const environment = {
  object: 'process',
  property: 'env',
  message: 'The environment is read in server/src/environment.ts alone, where every variable is named and checked.',
};

const purity: Override[] = [
  { files: ['packages/**'], excludeFiles: TESTS, rules: { 'no-restricted-properties': ['error', environment] } },
  { files: ['packages/server/src/environment.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    // Docusaurus sets NODE_ENV, and its bundler puts the value in its place.
    files: ['packages/docusaurus/src/client/site.ts', 'packages/docusaurus/src/plugin/attune-plugin.ts'],
    rules: { 'no-restricted-properties': 'off', 'node/no-process-env': ['error', { allowedVariables: ['NODE_ENV'] }] },
  },
  {
    files: ['packages/core/src/**'],
    excludeFiles: TESTS,
    rules: {
      'no-restricted-globals': ['error', { globals, checkGlobalObject: true }],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: `It has no randomness: the same input gives the same bytes. ${CORE}` },
      ],
    },
  },
];

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'node', 'promise', 'react', 'jsx-a11y', 'vitest'],
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  overrides: [...walls, ...purity],
});

import { builtinModules } from 'node:module';
import type { OxlintOverride } from 'oxlint';

// The walls between the rooms, as rules of the linter (oxlint.config.ts). Imports go one way, and each message says why.
// Where overrides set the same rule for a file the last one holds, so every file is meant by exactly one of `walls`.

interface Refusal {
  readonly regex?: string;
  /** As in a .gitignore. */
  readonly group?: string[];
  readonly message: string;
  /** A type leaves nothing behind at run time. */
  readonly allowTypeImports?: true;
}

interface Room {
  /** The rooms that it may import. */
  readonly knows: readonly string[];
  /** Those that only its tests may. */
  readonly testsKnow?: readonly string[];
  /** It runs where there is no Node. */
  readonly anywhere?: true;
  /** Ends every message: what would go wrong. */
  readonly why: string;
  readonly refuses?: readonly Refusal[];
}

const ADAPTER =
  "It is an adapter of core's ports, and any other may stand in its place: server/src/main.ts joins them.";
const PURE =
  'It is pure, so that it runs anywhere and is tested with values: what it needs of the world comes through a port.';
const WIRED =
  'What stands behind a port is chosen in main.ts alone, so that createApp() takes any other, in tests too.';
const BROWSER = "It runs in a reader's browser, which would have to download whatever it imports.";

const ROOMS = {
  contract: {
    knows: [],
    anywhere: true,
    why: 'It is what every room says to every other, in browser and Node: what it knew, all would know.',
  },
  core: { knows: ['contract'], anywhere: true, why: PURE },
  models: { knows: ['contract', 'core'], why: ADAPTER },
  store: { knows: ['contract', 'core'], why: ADAPTER },
  site: {
    knows: ['contract', 'core'],
    why: "It reads an author's files for whoever asks: the build, the service, the command line.",
  },
  server: {
    knows: ['contract', 'core'],
    testsKnow: ['models', 'site', 'store'],
    why: WIRED,
    refuses: [
      { regex: '^\\.{1,2}/(?:.*/)?(?:main|site-library)(?:\\.ts)?$', message: `Only main.ts imports this. ${WIRED}` },
    ],
  },
  docusaurus: {
    knows: ['contract', 'core', 'site'],
    why: "It runs in an author's build, which has no database and no service.",
    refuses: [
      {
        regex: '^\\.{1,2}/(?:.*/)?(?:theme|client)/',
        message: 'The Node half leaves the theme to Docusaurus, which compiles it.',
      },
    ],
  },
  cli: {
    knows: ['contract', 'core', 'models', 'store', 'site', 'server'],
    why: "Docusaurus takes seconds to load, and which one is the author's choice: @attune/site reads what its build wrote.",
  },
} as const satisfies Record<string, Room>;

/** The part of server that joins the rooms: main.ts and what only main.ts imports. */
const WIRING: Room = {
  knows: ['contract', 'core', 'models', 'store', 'site'],
  why: 'It is what the command line stands on, not the other way round.',
};
const WIRING_FILES = [
  'main',
  'site-library',
  'open-library',
  'open-models',
  'open-parts',
  'open-personalizing',
  'open-jobs',
  'open-jobs',
  'with-database',
].map((name) => `packages/server/src/${name}.ts`);

/** The browser half of docusaurus. */
const THEME: Room = {
  // Itself as an ejected component finds it, wherever it was put.
  knows: ['contract', 'docusaurus'],
  anywhere: true,
  why: BROWSER,
  refuses: [
    { regex: '^@attune/docusaurus(?:$|/[^c])', message: `Of its own package only the client half. ${BROWSER}` },
    {
      group: [
        '@attune/contract',
        '@attune/contract/**',
        '!@attune/contract/client',
        '!@attune/contract/account-client',
        '!@attune/contract/project',
      ],
      allowTypeImports: true,
      message: `At run time only @attune/contract/client, /account-client and /project, which bring no zod along. ${BROWSER}`,
    },
    {
      regex: '^(?:\\.\\./)+(?:(?:plugin|remark)/.*|with-attune|options|index)(?:\\.ts)?$',
      allowTypeImports: true,
      message: `Only types come from the Node half. ${BROWSER}`,
    },
  ],
};
const THEME_FILES = ['packages/docusaurus/src/theme/**', 'packages/docusaurus/src/client/**'];

const NAMES = Object.keys(ROOMS);
const BUILTINS = builtinModules.filter((name) => !name.startsWith('_')).join('|');

/** Tests, and what only they use. */
export const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/src/testing/**', '**/src/testing.ts', '**/vitest.config.ts'];

const FENCE: Refusal = {
  regex: `^(?:\\.{1,2}/)+(?:packages/)?(?:${NAMES.join('|')}|test-support)/(?:src|bin|package\\.json)(?:/|$)`,
  message: "A room is imported by its package's name: its `exports` say what is meant for others.",
};
const SHIPPED: readonly Refusal[] = [
  {
    regex: '^attune-test-support(?:/|$)|^@attune/[a-z]+/testing(?:/|$)|^\\.{1,2}/(?:.*/)?testing(?:/|\\.ts$)',
    message: 'Only tests import what is there for tests: nobody else has it installed.',
  },
  {
    regex: '^(?:node:)?process$',
    message: '`process` is a global; imported, it would slip past the rule on who reads the environment.',
  },
];

function refuse(
  files: readonly string[],
  patterns: readonly Refusal[],
  except: readonly string[] = [],
): OxlintOverride {
  return {
    files: [...files],
    excludeFiles: [...except],
    rules: { 'no-restricted-imports': ['error', { patterns: [...patterns] }] },
  };
}

function others(knows: readonly string[], why: string): Refusal {
  const known = knows.length === 0 ? 'no other' : `only ${knows.join(', ')}`;
  const unknown = NAMES.filter((name) => !knows.includes(name));
  return { regex: `^@attune/(?:${unknown.join('|')})(?:/|$)`, message: `This room knows ${known}. ${why}` };
}

/** What shipped code of a room may not import. */
function refusals({ knows, why, anywhere, refuses = [] }: Room): Refusal[] {
  const node = { regex: `^(?:node:.*|(?:${BUILTINS})(?:/.*)?)$`, message: `There is no Node here. ${why}` };
  return [others(knows, why), ...(anywhere ? [node] : []), ...refuses, FENCE, ...SHIPPED];
}

function roomWalls([name, room]: [string, Room]): OxlintOverride[] {
  const files = [`packages/${name}/**`];
  const apart = name === 'server' ? WIRING_FILES : name === 'docusaurus' ? THEME_FILES : [];
  return [
    refuse(files, refusals(room), [...TESTS, ...apart]),
    refuse(
      TESTS.map((pattern) => pattern.replace('**', `packages/${name}/**`)),
      [others([...room.knows, ...(room.testsKnow ?? []), name], room.why), FENCE],
    ),
  ];
}

export const walls: readonly OxlintOverride[] = [
  ...Object.entries<Room>(ROOMS).flatMap(roomWalls),
  refuse(WIRING_FILES, refusals(WIRING)),
  refuse(THEME_FILES, refusals(THEME), TESTS),
  refuse(
    ['test-support/**'],
    [others(['contract', 'core'], 'Tests of every room use it, so it brings none of the others along.'), FENCE],
  ),
  refuse(
    ['scripts/**', 'e2e/**', 'bench/**'],
    [
      others(
        NAMES.filter((name) => name !== 'cli' && name !== 'docusaurus'),
        'Run cli and docusaurus as their users do.',
      ),
      FENCE,
    ],
  ),
  refuse(['examples/**', 'e2e/fixtures/**'], [others(['docusaurus'], 'A site imports what its author would.'), FENCE]),
];

/** What a pure room must not reach for. */
const WORLD = {
  'It has no environment: a setting arrives as a value.': ['process', 'Buffer', 'global'],
  'It has no clock: a time arrives as a value.': [
    'Date',
    'performance',
    'Temporal',
    'setTimeout',
    'setInterval',
    'setImmediate',
  ],
  'It has no randomness: the same input gives the same bytes.': ['crypto'],
  'It has no network: what is far away comes through a port.': ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'],
  'It prints nothing: what is to be said is a finding.': ['console'],
};
const globals = Object.entries(WORLD).flatMap(([what, names]) =>
  names.map((name) => ({ name, message: `${what} ${PURE}` })),
);
const random = {
  object: 'Math',
  property: 'random',
  message: `It has no randomness: the same input gives the same bytes. ${PURE}`,
};
const environment = {
  object: 'process',
  property: 'env',
  message: 'The environment is read in server/src/environment.ts alone, where every variable is named and checked.',
};

/** What is not imported but there, and refused all the same. */
export const purity: readonly OxlintOverride[] = [
  {
    files: ['packages/**'],
    excludeFiles: [...TESTS, 'packages/server/src/environment.ts'],
    rules: { 'no-restricted-properties': ['error', environment] },
  },
  {
    // Docusaurus sets NODE_ENV, and its bundler puts the value in its place.
    files: ['packages/docusaurus/src/client/site.ts', 'packages/docusaurus/src/plugin/attune-plugin.ts'],
    rules: { 'no-restricted-properties': 'off', 'node/no-process-env': ['error', { allowedVariables: ['NODE_ENV'] }] },
  },
  {
    files: ['packages/core/**'],
    excludeFiles: [...TESTS],
    rules: {
      'no-restricted-globals': ['error', { globals, checkGlobalObject: true }],
      'no-restricted-properties': ['error', random],
    },
  },
];

import { defineConfig } from 'oxlint';
import { purity, TESTS, walls } from './scripts/walls.ts';

// What is asked of all code. The walls between the rooms stand in scripts/walls.ts, how it looks in .prettierrc.json.

/** Where a tool wants the default export. */
const DEFAULT_EXPORTS = [
  '**/*.config.{ts,mts}',
  '**/*.d.ts',
  'examples/*/sidebars.ts',
  'packages/docusaurus/src/theme/**/index.tsx',
  'packages/docusaurus/src/plugin/{entry,primer-dependencies}.ts',
];

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'node', 'promise', 'react', 'jsx-a11y', 'vitest'],
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'error', suspicious: 'error' },
  rules: {
    // How we write. Enums and parameter properties are refused by the compiler too (erasableSyntaxOnly).
    eqeqeq: 'error',
    'no-var': 'error',
    'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
    'no-param-reassign': 'error',
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'import/no-duplicates': 'error',
    'import/no-mutable-exports': 'error',
    'react/button-has-type': 'error',
    'react/exhaustive-deps': 'error',
    'react/no-danger': 'error',
    'react/rules-of-hooks': 'error',
    'typescript/array-type': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/consistent-type-definitions': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/explicit-module-boundary-types': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-import-type-side-effects': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-require-imports': 'error',
    'typescript/parameter-properties': 'error',
    'typescript/prefer-readonly': 'error',
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'unicorn/prefer-node-protocol': 'error',
    'vitest/no-focused-tests': 'error',

    // Mistakes that only types show.
    'typescript/no-deprecated': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': 'error',
    'typescript/return-await': 'error',
    'typescript/switch-exhaustiveness-check': 'error',

    // Worth a look, not a stop (style.md: a file is rarely over 200 lines).
    'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],

    'no-irregular-whitespace': ['error', { skipComments: true, skipRegExps: true }],
    'no-shadow': 'off',
    'no-unmodified-loop-condition': 'off', // does not see what a callback changes
    'import/no-named-as-default': 'off',
    'import/no-named-as-default-member': 'off',
    'import/no-unassigned-import': 'off',
    'jsx-a11y/interactive-supports-focus': 'off', // a tablist's tabs take the focus, not the list
    'jsx-a11y/prefer-tag-over-role': 'off',
    'oxc/no-this-in-exported-function': 'off', // unified's and the bundler's plugins are called with a `this`
    'promise/always-return': 'off',
    'react/exhaustive-effect-dependencies': 'off',
    'react/react-in-jsx-scope': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-sort': 'off',
    'vitest/no-conditional-expect': 'off',
    'vitest/require-mock-type-parameters': 'off',
    'vitest/require-to-throw-message': 'off',
    'vitest/valid-title': 'off',
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'vitest/expect-expect': [
      'error',
      { assertFunctionNames: ['expect*', 'refused', 'fc.assert', '**.waitFor', '**.waitForURL'] },
    ],
  },
  overrides: [
    { files: DEFAULT_EXPORTS, rules: { 'import/no-default-export': 'off' } },
    {
      // What better-auth gives has a type that only inference can write down.
      files: ['packages/server/src/identity/auth.ts'],
      rules: { 'typescript/explicit-module-boundary-types': 'off' },
    },
    { files: ['packages/**'], excludeFiles: ['packages/cli/src/**', ...TESTS], rules: { 'no-console': 'error' } },
    {
      files: ['e2e/**', 'test-support/**', ...TESTS],
      rules: {
        'max-lines': 'off',
        'typescript/no-base-to-string': 'off',
        'typescript/no-misused-spread': 'off',
        'typescript/no-non-null-assertion': 'off',
        'typescript/no-unsafe-argument': 'off',
        'typescript/no-unsafe-assignment': 'off',
        'typescript/no-unsafe-call': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
        'typescript/require-array-sort-compare': 'off',
        'typescript/restrict-template-expressions': 'off',
        'typescript/unbound-method': 'off',
        'unicorn/no-useless-spread': 'off', // keeps a list's lines as they are meant
      },
    },
    ...walls,
    ...purity,
  ],
});

import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bundlerConfig } from './bundler-config.ts';

interface Made {
  readonly module: {
    readonly rules: readonly {
      readonly test?: unknown;
      readonly resource: RegExp;
      readonly use: readonly { loader: string }[];
    }[];
  };
  readonly ignoreWarnings: readonly ((warning: { message: string }) => boolean)[];
  readonly cache?: { readonly buildDependencies: { readonly attune: readonly string[] } };
  readonly experiments?: { readonly cache: { readonly buildDependencies: readonly string[] } };
}
const made = (config: object): Made => bundlerConfig(config, { folder: '/book/primers' }) as Made;

test('every Markdown page passes our loader, by a rule that Docusaurus does not take for one that compiles MDX', () => {
  const [rule] = made({}).module.rules;
  expect(['a.md', 'a.mdx', 'a.MDX', 'a.tsx', 'a.md.ts'].map((path) => rule?.resource.test(path))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(rule).not.toHaveProperty('test');
  expect(rule?.use).toMatchObject([{ options: { folder: '/book/primers' } }]);
  expect(existsSync(rule?.use[0]?.loader ?? '')).toBe(true);
});

test('a cache that the bundler keeps depends on our own code, in Rspack’s place and in Webpack’s', () => {
  const [file] =
    made({ cache: true, experiments: { cache: { type: 'persistent' } } }).experiments?.cache.buildDependencies ?? [];
  expect(file).toMatch(/with-attune\.ts$/);
  expect(existsSync(file ?? '')).toBe(true);
  expect(made({ cache: { type: 'filesystem' } }).cache?.buildDependencies).toEqual({ attune: [file] });
});

test('where no cache is kept none is switched on', () => {
  for (const config of [{}, { cache: true }, { cache: false, experiments: {} }]) {
    expect(Object.keys(made(config))).toEqual(['module', 'ignoreWarnings']);
  }
});

test('only the warning that no author can do anything about is left out', () => {
  const isIgnored = (message: string) => made({}).ignoreWarnings.some((ignores) => ignores({ message }));
  expect(isIgnored('Accessing import.meta directly is unsupported\n let isHMR = import.meta && …')).toBe(true);
  expect(isIgnored('Accessing import.meta directly is unsupported\n const url = import.meta;')).toBe(false);
});

import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { getSwizzleConfig } from './swizzle-config.ts';

const theme = fileURLToPath(new URL('../theme', import.meta.url));
const names = globSync('**/index.tsx', { cwd: theme }).map((path) =>
  path.replaceAll('\\', '/').replace('/index.tsx', ''),
);
const { components } = getSwizzleConfig();

describe('the components of the theme', () => {
  it('each say what may be done with them', () => {
    expect(Object.keys(components).sort()).toEqual(names.sort());
  });

  it.each(names.filter((name) => components[name]?.actions.eject !== 'forbidden'))(
    '%s finds what it imports from wherever it is ejected to',
    (name) => {
      const source = readFileSync(`${theme}/${name}/index.tsx`, 'utf8');
      expect([...source.matchAll(/from '(\.[^']*)'/g)].map(([, path]) => path)).toEqual([]);
    },
  );

  it.each(names)('%s is documented', (name) => {
    const documented = readFileSync(fileURLToPath(new URL('../../../../docs/theming.md', import.meta.url)), 'utf8');
    expect(documented).toContain(`| \`${name}\``);
  });
});

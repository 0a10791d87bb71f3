import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');

/** Rows `| id | what | tests |`, the tests as `file` › title, one a line. */
const claims = [...read('docs/requirements.md').matchAll(/^\| (.+?) \| .+? \| (`.*) \|$/gm)].flatMap(
  ([, id, tests = '']) =>
    tests.split('<br/>').map((test) => ({ id, ...test.match(/^`(?<file>[^`]+)` › (?<title>.+)$/)?.groups })),
) as { id: string; file: string; title: string }[];

describe('docs/requirements.md', () => {
  it('names tests for what it lists', () => {
    expect(claims.length).toBeGreaterThan(60);
    expect(new Set(claims.map((claim) => claim.id)).size).toBeGreaterThan(40);
  });

  it.each(claims)('$id: $file › $title', ({ file, title }) => {
    expect(existsSync(root + file)).toBe(true);
    expect(read(file)).toContain(title);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { claimsIn } from './claims.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');

const claims = claimsIn(read('docs/requirements.md'));

describe('docs/requirements.md', () => {
  it('names tests for what it lists', () => {
    expect(claims.length).toBeGreaterThan(60);
    expect(new Set(claims.map((claim) => claim.row)).size).toBeGreaterThan(40);
  });

  it.each(claims)('$row: $file › $title', ({ file, title }) => {
    expect(existsSync(root + file)).toBe(true);
    expect(read(file)).toContain(title);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { claimsIn } from './claims.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');
const text = read('docs/security.md');
const claims = claimsIn(text);

describe('docs/security.md', () => {
  it('names a test for each threat', () => {
    const table = text.split('## Threats')[1]?.split('\n## ')[0] ?? '';
    const rows = table.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:asset|---)/.test(line));
    expect(rows.length).toBeGreaterThan(25);
    for (const row of rows) expect(claimsIn(row), row).not.toEqual([]);
  });

  it.each(claims)('$row: $file › $title', ({ file, title }) => {
    expect(existsSync(root + file)).toBe(true);
    expect(read(file)).toContain(title);
  });
});

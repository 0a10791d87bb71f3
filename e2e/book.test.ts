import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSite, type Site } from '@attune/site';
import { allBlocks } from '@attune/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoSite } from '../scripts/demo.ts';

interface Fence {
  readonly file: string;
  readonly info: string;
  readonly code: string;
}

const files = readdirSync(join(demoSite, 'docs')).filter(
  (name) => /^\d\d-.*\.mdx?$/.test(name) && !name.startsWith('00'),
);
const sourceOf = (name: string): string => readFileSync(join(demoSite, 'docs', name), 'utf8');
const fencesOf = (file: string): Fence[] =>
  [...sourceOf(file).matchAll(/^([ \t]*)(`{3,})([^\n`]*)\n([^]*?)^\1\2[ \t]*$/gm)].map(
    ([, indent = '', , info = '', code = '']) => ({
      file,
      info,
      code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  );
const fences = files.flatMap(fencesOf);
const hasPython = spawnSync('python3', ['--version']).status === 0;

describe('the demo book', () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite(demoSite);
  });
  afterAll(() => site.close());

  it('has at least ten chapters of 8 to 25 kB', () => {
    expect(files.length).toBeGreaterThanOrEqual(10);
    for (const file of files) {
      const size = Buffer.byteLength(sourceOf(file));
      expect([file, size >= 8_000 && size <= 25_000]).toEqual([file, true]);
    }
  });

  it('has nothing for its author to mend', () => {
    expect(site.findings).toEqual([]);
  });

  it('has a glossary of at least 80 terms with Urdu definitions', () => {
    const inUrdu = site.book.glossary.terms.filter((term) =>
      /[\u0600-\u06FF]{2}/.test(term.definitions['ur']?.['default'] ?? ''),
    );
    expect(inUrdu.length).toBeGreaterThanOrEqual(80);
    expect(inUrdu.length).toBe(site.book.glossary.terms.length);
  });

  it('uses every kind of mark, and most kinds in every chapter', () => {
    for (const chapter of site.chapters.values()) {
      if (chapter.id.endsWith('00-index')) continue;
      const names = new Set(allBlocks(chapter.blocks).map((block) => block.mark?.name));
      const used = ['for', 'otherwise', 'primer', 'basics', 'depth', 'step', 'instead'].filter((name) =>
        names.has(name as never),
      );
      expect([chapter.id, used.length >= 6]).toEqual([chapter.id, true]);
    }
  });

  it('has a picture of its own, a diagram and a table in every chapter', () => {
    for (const file of files) {
      const source = sourceOf(file);
      expect([
        file,
        /\/img\/\d\d-[\w-]+\.svg/.test(source),
        source.includes('```mermaid'),
        /^\|.*\|$/m.test(source),
      ]).toEqual([file, true, true, true]);
    }
  });

  it.skipIf(!hasPython)('prints what it says that its runnable programs print', () => {
    const runnable = fences.filter(({ info }) => /^python .*\brunnable\b/.test(info));
    expect(runnable.length).toBeGreaterThanOrEqual(10);
    for (const program of runnable) {
      const following = fences[fences.indexOf(program) + 1];
      expect([program.file, following?.info]).toEqual([program.file, 'text title="Output"']);
      const { stdout, stderr, status } = spawnSync('python3', ['-'], {
        input: program.code,
        encoding: 'utf8',
        timeout: 20_000,
      });
      expect({ file: program.file, status, stderr, stdout: stdout.trimEnd() }).toEqual({
        file: program.file,
        status: 0,
        stderr: '',
        stdout: following?.code.trimEnd(),
      });
    }
  });

  it.skipIf(!hasPython)('has no Python that does not compile', () => {
    const folder = mkdtempSync(join(tmpdir(), 'attune-python-'));
    const paths = fences
      .filter(({ info }) => info.startsWith('python'))
      .map(({ code }, index) => {
        const path = join(folder, `block-${index}.py`);
        writeFileSync(path, code);
        return path;
      });
    const { status, stderr } = spawnSync('python3', ['-m', 'py_compile', ...paths], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
});

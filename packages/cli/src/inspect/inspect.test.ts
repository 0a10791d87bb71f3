import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { corpusFiles, corpusFolder, hasCorpus } from 'attune-test-support';
import { describe, expect, it } from 'vitest';
import { attune, resultOf, root, temporaryFolder } from '../testing/attune.ts';
import type { Inspection } from './inspect-folder.ts';

const FIELDS = ['files', 'blocks', 'sections', 'bytes', 'plainMarkdown', 'identicalJoin', 'identicalMask', 'findings'];

async function inspect(folder: string, cwd?: string): Promise<Inspection & { exitCode: number | null }> {
  const { stdout, stderr, exitCode } = await attune(['inspect', folder, '--json'], cwd === undefined ? {} : { cwd });
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Inspection), exitCode };
}

const SOUND = {
  'attune.config.json': '{ "primers": "pieces" }',
  'glossary.yaml': 'terms: [{ term: node, readers: { role: [Student] }, definitions: { en: A program. } }]',
  'pieces/vectors.md': '---\ntitle: Vectors\nreaders: { role: [Student] }\n---\n\nAn arrow.\n',
  'docs/intro.md': '# Intro\n\nA node with `code`.\n\n::primer{name="vectors"}\n',
  'docs/part/plain.md': '# Plain\r\n\r\n1 < 2 and {\r\n',
  'docs/part/data.json': '{}',
};

const FAULTY = {
  'attune.config.json': '{}',
  'glossary.yaml':
    'terms:\n  - { term: node, definitions: { en: One. } }\n  - { term: Node, definitions: { en: Two. } }\n',
  'primers/faulty.md': 'No front matter.\n',
  'docs/facet.md': '# Facet\n\n:::for{hardwear="Cloud"}\n\nText.\n\n:::\n',
  'docs/value.md': '# Value\n\nText.\n\n  :::for{role="Wizard"}\n\n  Text.\n\n  :::\n',
  'docs/unclosed.md': '# Unclosed\n\n:::for{role="Student"}\n\nText.\n',
  'docs/primer.md': '# Primer\n\n::primer{name="matrices"}\n',
  'docs/alone.mdx': '# Alone\n\n:::otherwise\n\nText.\n\n:::\n\n:::step{role="Student"}\n\nText.\n\n:::\n',
};

describe('attune inspect --json', () => {
  it('prints one object with exactly these counts and the findings', async () => {
    const site = await temporaryFolder(SOUND);
    const { stdout, stderr, exitCode } = await attune(['inspect', site, '--json']);
    const inspection = JSON.parse(stdout) as Inspection;
    expect(Object.keys(inspection)).toEqual(FIELDS);
    expect(inspection).toMatchObject({
      files: 2,
      blocks: 5,
      sections: 2,
      bytes: Buffer.byteLength(SOUND['docs/intro.md'] + SOUND['docs/part/plain.md']),
      plainMarkdown: 1,
      identicalJoin: 2,
      identicalMask: 2,
    });
    expect(inspection.findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['warning not-mdx']);
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it('reads a folder in a site with that site’s settings, glossary and primers', async () => {
    const site = await temporaryFolder(SOUND);
    expect(await inspect(join(site, 'docs'))).toMatchObject({ files: 2, exitCode: 0 });
    const { findings, exitCode } = await inspect(join(await temporaryFolder(FAULTY), 'docs'));
    expect(findings.map(({ rule }) => rule)).toContain('glossary-clash');
    expect(exitCode).toBe(1);
  });

  it('reads chapters wherever they stand, but not what is built, installed or hidden', async () => {
    const chapter = '# Chapter\n';
    const site = await temporaryFolder({
      'package.json': '{}',
      'docs/build/chapter.md': chapter,
      'docs/dist/chapter.mdx': chapter,
      'build/page.md': chapter,
      'dist/page.md': chapter,
      'node_modules/library/readme.md': chapter,
      '.docusaurus/page.md': chapter,
    });
    expect(await inspect(site)).toMatchObject({ files: 2 });
  });

  it('is all zeros for a folder without chapters', async () => {
    const empty = await temporaryFolder();
    expect(await inspect(empty)).toEqual({
      ...Object.fromEntries(FIELDS.map((name) => [name, 0])),
      findings: [],
      exitCode: 0,
    });
  });

  it('counts a file whose bytes are not UTF-8 as not identical', async () => {
    const folder = await temporaryFolder({ 'sound.md': '# Sound\n' });
    await writeFile(join(folder, 'latin.md'), Buffer.from('# Caf\xe9\n', 'latin1'));
    expect(await inspect(folder)).toMatchObject({ files: 2, identicalJoin: 1 });
  });

  it('restores files with CRLF, a BOM, both, and no last line end, byte for byte', async () => {
    const text =
      '---\ntitle: T\n---\n\n# T\n\nA `b` [c](d) **e**.\n\n:::note Title\n\nText $x$.\n\n:::\n\n| a | b |\n|---|---|\n| c | `d` |\n';
    const folder = await temporaryFolder({
      'lf.md': text,
      'crlf.md': text.replaceAll('\n', '\r\n'),
      'bom.md': `\uFEFF${text}`,
      'both.md': `\uFEFF${text.replaceAll('\n', '\r\n')}`,
      'open.md': text.trimEnd(),
    });
    const inspection = await inspect(folder);
    expect(inspection).toMatchObject({ files: 5, identicalJoin: 5, identicalMask: 5, findings: [], exitCode: 0 });
    const { blocks, sections } = await inspect(await temporaryFolder({ 'lf.md': text }));
    expect(inspection).toMatchObject({ blocks: 5 * blocks, sections: 5 * sections });
  });

  it.skipIf(!hasCorpus())(
    'restores every file of the corpus, by slices and by masks',
    { timeout: 120_000 },
    async () => {
      const files = corpusFiles();
      const bytes = files.reduce((sum, { source }) => sum + Buffer.byteLength(source), 0);
      const inspection = await inspect(corpusFolder);
      const { files: count } = inspection;
      expect(count).toBe(files.length);
      expect(inspection).toMatchObject({ bytes, identicalJoin: count, identicalMask: count });
      expect(inspection.plainMarkdown).toBeLessThan(count);
      expect(inspection.exitCode).toBe(inspection.findings.some(({ severity }) => severity === 'error') ? 1 : 0);
    },
  );
});

describe('attune inspect', () => {
  it('prints each mistake with file, line, column and remedy, as paths from where it runs, and exits with 1', async () => {
    const site = await temporaryFolder(FAULTY);
    const { stdout, exitCode } = await attune(['inspect', 'docs'], { cwd: site });
    const places = [
      'glossary.yaml:3:7 error glossary-clash:',
      'primers/faulty.md:1:1 error primer-invalid:',
      'docs/facet.md:3:1 error facet-unknown:',
      'docs/value.md:5:3 error value-unknown:',
      'docs/unclosed.md:3:1 error mark-unclosed:',
      'docs/primer.md:3:1 error primer-unknown:',
      'docs/alone.mdx:3:1 error otherwise-alone:',
      'docs/alone.mdx:9:1 error label-missing:',
      'docs/alone.mdx:9:1 error step-without-instead:',
    ];
    const lines = stdout.split('\n');
    for (const place of places) expect(lines.find((line) => line.startsWith(place))).toMatch(/ → \S/);
    expect(lines.filter((line) => / error /.test(line))).toHaveLength(places.length);
    expect(stdout).toContain(`${places.length} errors, 0 warnings`);
    expect(exitCode).toBe(1);
  });

  it('prints the counts for people, and that nothing is to be mended', async () => {
    const site = await temporaryFolder({ 'chapter.md': '# Chapter\n\nText.\n' });
    const { stdout, exitCode } = await attune(['inspect', site]);
    expect(stdout).toMatch(/^files +1$/m);
    expect(stdout).toMatch(/^identicalMask +1$/m);
    expect(stdout).toContain('Nothing to mend.');
    expect(exitCode).toBe(0);
  });

  it('says of a folder that is not there, or a file, what is wrong, without a trace', async () => {
    const site = await temporaryFolder({ 'chapter.md': '# Chapter\n' });
    for (const [path, problem] of [
      [join(site, 'nowhere'), 'there is no such file or folder'],
      [join(site, 'chapter.md'), 'it is not a folder'],
    ] as const) {
      const run = await attune(['inspect', path, '--json']);
      expect(run).toEqual({ exitCode: 1, stdout: '', stderr: `${path}: ${problem}\n→ check the path\n` });
    }
  });

  it('says of settings that do not fit which they are and what to do', async () => {
    const site = await temporaryFolder({ 'attune.config.json': '{ "glosary": "x" }', 'docs/chapter.md': '' });
    const { stderr, stdout, exitCode } = await attune(['inspect', join(site, 'docs')]);
    expect(stderr).toMatch(/attune\.config\.json does not fit:\n.*glosary.*\n→ /);
    expect(stderr).not.toContain('    at ');
    expect([stdout, exitCode]).toEqual(['', 1]);
  });

  it('runs by npx from the project’s folder', async () => {
    const site = await temporaryFolder(SOUND);
    const npx = spawn('npx', ['attune', 'inspect', relative(root, site), '--json'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { stdout, exitCode } = await resultOf(npx);
    expect(JSON.parse(stdout)).toMatchObject({ files: 2, identicalJoin: 2, identicalMask: 2 });
    expect(exitCode).toBe(0);
  });
});

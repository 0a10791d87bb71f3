import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BookSettings, type Bundle, type Manifest, Syntax } from '@attune/contract';
import { openBook, openChapter } from '@attune/core';
import { startModelServer } from '@attune/models/testing';
import { expect, onTestFinished, test } from 'vitest';
import { attune, type Run, temporaryFolder } from '../testing/attune.ts';

const SOURCE = '# Heat\n\nThe motor draws 20 W.\n\nIt gets warm.\n';
const { models: _, ...settings } = BookSettings.parse({});

/** A built site of one chapter, and readers to warm it for. */
async function site(): Promise<string> {
  const { facets: asked, folds, rewriting } = settings;
  const { book } = openBook({ facets: asked, folds, rewriting, syntax: Syntax.parse({}) });
  const id = 'default/current/en/heat';
  const { revision, facets } = openChapter({ id, path: 'docs/heat.md', source: SOURCE }, book);
  const chapter = {
    id,
    title: 'Heat',
    permalink: '/heat',
    source: 'docs/heat.md',
    revision,
    facets: [...facets],
    blocks: [],
  };
  const manifest: Manifest = { attune: 1, baseUrl: '/', syntax: Syntax.parse({}), settings, chapters: [chapter] };
  return temporaryFolder({
    'docs/heat.md': SOURCE,
    'readers.json': '[{"programming_experience":"Beginner"}]',
    'build/attune/book.json': JSON.stringify(manifest),
  });
}

const PLAN =
  '{"block":"b2","terms":["draws"],"need":"Say it plainly.","does":["rewrite"],"tags":["beginner-simplify"],"error":"It draws 25 W."}';
const EDIT =
  '{"block":"b2","action":"rewrite","texts":["While it runs, the motor draws 20 W."],"tag":"beginner-simplify"}';
const answerTo = (line: string, text: string): string =>
  JSON.stringify({
    custom_id: (JSON.parse(line) as { custom_id: string }).custom_id,
    response: {
      status_code: 200,
      body: { model: 'gpt', choices: [{ finish_reason: 'stop', message: { content: text } }] },
    },
  });

test('warm: a batch goes by files, round after round, and what came of it can be seen', async () => {
  const folder = await site();
  const [requests, answers, report] = ['requests', 'answers', 'report'].map((name) =>
    join(folder, `${name}.jsonl`),
  ) as [string, string, string];
  const warm = (...args: string[]): Promise<Run> =>
    attune(['warm', folder, '--profiles', join(folder, 'readers.json'), '--no-review', ...args]);

  const dry = await warm('--batch', requests, '--dry-run');
  expect(dry.stdout).toMatch(/^plan +1 +\d+ +0 +\d+ +-$/m);
  await expect(readFile(requests)).rejects.toThrow('ENOENT');

  const batch = ['--batch', requests, '--format', 'openai', '--model', 'gpt'];
  expect(await warm(...batch)).toMatchObject({ exitCode: 0, stderr: '' });
  const [plan = ''] = (await readFile(requests, 'utf8')).trimEnd().split('\n');
  expect(JSON.parse(plan)).toMatchObject({ url: '/v1/chat/completions', body: { model: 'gpt' } });
  await writeFile(answers, answerTo(plan, PLAN));
  expect((await warm('--import', answers)).stdout).toContain('1 answers: 0 edits accepted, 0 refused');

  await warm(...batch);
  const [sections = ''] = (await readFile(requests, 'utf8')).trimEnd().split('\n');
  await writeFile(answers, answerTo(sections, EDIT));
  expect((await warm('--import', answers, '--report', report)).stdout).toContain('1 edits accepted');
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject([
    { chapter: 'default/current/en/heat', action: 'rewrite', tag: 'beginner-simplify', accepted: true, refusedBy: [] },
  ]);
  expect((await warm(...batch)).stdout).toBe('Nothing to ask: all of it is there.\n');

  expect((await attune(['flags', folder])).stdout).toBe('docs/heat.md:3: It draws 25 W. (openai/gpt)\n');
  expect((await attune(['plan', 'heat', folder])).stdout).toMatch(
    /^For Beginner:\n {2}line 3: Say it plainly\. \[draws\]$/m,
  );
  const bundle = join(folder, 'bundle.json');
  await attune(['bundle', bundle, folder]);
  expect(JSON.parse(await readFile(bundle, 'utf8')) as Bundle).toMatchObject({
    about: expect.stringContaining('openai/gpt'),
    adaptations: [{ maker: { prepared: true }, edits: [{ action: 'rewrite' }] }],
  });
  const evaluated = await attune(['eval', folder, '--json', '--profiles', join(folder, 'readers.json')]);
  expect(JSON.parse(evaluated.stdout)).toMatchObject({ passed: expect.any(Boolean) });
}, 60_000);

test('warm: without a batch the configured models are asked, and what it cost is written down', async () => {
  const folder = await site();
  const server = await startModelServer((request) => ({
    chunks: [JSON.stringify(request).includes('# Task: the teaching plan') ? PLAN : EDIT],
  }));
  onTestFinished(() => server.close());
  const environment = {
    ATTUNE_MODEL: 'anthropic/test',
    ANTHROPIC_API_KEY: 'key',
    ANTHROPIC_BASE_URL: server.credentials.anthropicUrl ?? '',
  };
  const args = ['warm', folder, '--profiles', join(folder, 'readers.json'), '--no-review'];
  const first = await attune(args, { environment });
  expect(first.stdout).toMatch(/^default\/current\/en\/heat for .+: whole\n1 of 1 pages are whole\.\n$/);
  expect(server.requests).toHaveLength(2);
  await attune(args, { environment });
  expect(server.requests).toHaveLength(2);
}, 60_000);

test.each([
  [['--batch', 'a', '--import', 'b'], '--batch and --import are two steps'],
  [['--batch', 'a'], 'add --model'],
  [['--dry-run'], '--dry-run is of a batch'],
  [[], 'no model is configured'],
  [['--chapters', 'cold'], 'no chapter is called cold'],
])(
  'warm %j is refused with the way out',
  async (args, message) => {
    const { stderr, exitCode } = await attune(['warm', await site(), ...args]);
    expect([stderr, exitCode]).toEqual([expect.stringContaining(message), 1]);
    expect(stderr).toContain('→');
  },
  60_000,
);

import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded } from '@attune/store/embedded';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOf, run, runUntil } from './support/commands.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const READY = /Attune is ready at (http:\/\/localhost:\d+)/;

// Every command of the README, in its order. One that is added there has to be added here.
const COMMANDS = [
  'npm ci && npm start',
  'npm install ../attune/packages/docusaurus ../attune/packages/cli',
  'npx docusaurus build',
  'npx attune serve . --port 4100',
  'npx attune inspect .',
  'export DATABASE_URL=postgresql://attune:secret@db.example.org:5432/attune',
  'npx attune migrate .',
  'npx attune serve .',
  'export ATTUNE_MODEL=anthropic/claude-sonnet-4-5',
  'export ANTHROPIC_API_KEY=your-key',
  'npx attune serve .',
  'npx attune warm . --chapters index --batch requests.jsonl --model claude-sonnet-4-5',
  'npx attune warm . --chapters index --import answers.jsonl',
] as const;
const [tryIt, install, build, serve, inspect, exportUrl, migrate, serveAgain, ...withModel] = COMMANDS;
const [exportModel, exportKey, serveWithModel, writeBatch, takeBatch] = withModel;

const CHAPTER = `---
title: A chapter
slug: /
---

What everybody reads about robots.

:::for{programming_experience="Beginner"}

What a beginner reads.

:::
`;

describe('the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-readme-'));
  const book = join(folder, 'book');
  beforeAll(() => {
    // As root, Postgres runs under another account, which has to pass through.
    chmodSync(folder, 0o755);
    symlinkSync(root, join(folder, 'attune'));
    mkdirSync(join(book, 'docs'), { recursive: true });
    writeFileSync(join(book, 'package.json'), '{ "name": "book", "private": true }');
    writeFileSync(join(book, 'docs/index.md'), CHAPTER);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has no command that is not run here', () => {
    expect(commandsOf(join(root, 'README.md'))).toEqual(COMMANDS);
  });

  it(`starts the demo: ${tryIt}`, async () => {
    // `npm ci` is what .ci/run begins with; here it would pull the floor from under the tests.
    expect(readFileSync(join(root, '.ci/run'), 'utf8')).toContain('npm ci\n');
    const { found, stop } = await runUntil('npm start -- --port 0', READY, {
      cwd: root,
      env: { ATTUNE_DATA: join(folder, 'demo') },
    });
    const health = await fetch(`${found[1]}/v1/health`);
    expect(await health.json()).toMatchObject({ status: 'ok', database: 'ok' });
    expect(await (await fetch(`${found[1]}/ros2-graph`)).text()).toContain('The ROS 2 graph');
    await stop();
  });

  it('adds Attune to a site: install, three lines, build, serve, inspect', async () => {
    await run(install, { cwd: book });
    // What create-docusaurus would have installed.
    for (const name of ['@docusaurus', '@mdx-js', 'react', 'react-dom', '.bin/docusaurus']) {
      symlinkSync(join(root, 'node_modules', name), join(book, 'node_modules', name));
    }
    const lines = readFileSync(join(root, 'README.md'), 'utf8').match(/```ts\n([^]*?)```/)?.[1] ?? '';
    const stock = `title: 'Book', url: 'https://book.example.org', baseUrl: '/',
      presets: [['classic', { docs: { routeBasePath: '/' }, blog: false, pages: false }]],`;
    writeFileSync(join(book, 'docusaurus.config.ts'), lines.replace('// your configuration, as it is', stock));
    await run(build, { cwd: book });
    const { found, stop } = await runUntil(serve.replace('4100', '0'), READY, { cwd: book });
    const { chapters } = (await (await fetch(`${found[1]}/v1/chapters`)).json()) as { chapters: { id: string }[] };
    expect(chapters.map((chapter) => chapter.id)).toEqual(['default/current/en/index']);
    await stop();
    expect(await run(inspect, { cwd: book })).toContain('Nothing to mend.');
  }, 120_000);

  it('connects a Postgres by its address', async () => {
    expect(exportUrl).toMatch(/^export DATABASE_URL=postgresql:/);
    const postgres = await startEmbedded({ dataDir: join(folder, 'postgres') });
    const env = { DATABASE_URL: postgres.url };
    expect(await run(migrate, { cwd: book, env })).toContain('0001');
    expect(await run(migrate, { cwd: book, env })).toContain('Nothing to do');
    const { found, stop } = await runUntil(`${serveAgain} --port 0`, READY, { cwd: book, env });
    expect(await (await fetch(`${found[1]}/v1/health`)).json()).toMatchObject({
      database: 'ok',
      migrations: 'current',
    });
    await stop();
    await postgres.stop();
  });

  it('connects a model, and asks it in batches', async () => {
    const env = { ATTUNE_DATA: join(folder, 'models') };
    const exports = `${exportModel}; ${exportKey}`;
    const { found, stop } = await runUntil(`${exports}; ${serveWithModel} --port 0`, READY, { cwd: book, env });
    expect(await (await fetch(`${found[1]}/v1/health`)).json()).toMatchObject({ model: 'ok' });
    await stop();

    expect(await run(writeBatch, { cwd: book, env })).toContain('Written to requests.jsonl');
    const requests = readFileSync(join(book, 'requests.jsonl'), 'utf8').trimEnd().split('\n');
    const answers = requests.map((line) => {
      const { custom_id } = JSON.parse(line) as { custom_id: string };
      const content = [{ type: 'text', text: '{"done":true}' }];
      const message = { model: 'claude-sonnet-4-5', stop_reason: 'end_turn', content };
      return JSON.stringify({ custom_id, result: { type: 'succeeded', message } });
    });
    writeFileSync(join(book, 'answers.jsonl'), answers.join('\n'));
    expect(await run(takeBatch, { cwd: book, env })).toContain(`${requests.length} answers: 0 edits accepted`);
    expect(await run(writeBatch, { cwd: book, env })).toContain('Nothing to ask');
  }, 120_000);
});

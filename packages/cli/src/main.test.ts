import { once } from 'node:events';
import { access, readdir, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { BookSettings, type Manifest, Syntax } from '@attune/contract';
import { expect, onTestFinished, test } from 'vitest';
import { attune, resultOf, startAttune, temporaryFolder } from './testing/attune.ts';

const { models: _models, ...settings } = BookSettings.parse({});
const manifest: Manifest = {
  attune: 1,
  baseUrl: '/',
  syntax: Syntax.parse({}),
  settings,
  chapters: [],
};
const BUILT = { 'build/attune/book.json': JSON.stringify(manifest), 'build/index.html': '<h1>Home</h1>' };
const TRACE = /^ {4}at /m;

test('--help tells of every command, and each command of its options', async () => {
  const { stdout, exitCode } = await attune(['--help']);
  for (const command of [
    'serve',
    'migrate',
    'publish',
    'inspect',
    'warm',
    'eval',
    'flags',
    'feedback',
    'plan',
    'bundle',
    'stats',
    'class',
    'clear',
    'sweep',
    'withdraw',
  ])
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  expect(exitCode).toBe(0);
  expect((await attune(['inspect', '--help'])).stdout).toMatch(/--json .+/);
  expect((await attune(['serve', '--help'])).stdout).toMatch(/--port <number> .+/);
});

test.each([
  [['bogus'], "error: unknown command 'bogus'"],
  [['inspect', '.', '--xml'], "error: unknown option '--xml'"],
  [['inspect'], "error: missing required argument 'folder'"],
  [['serve', '--port', '70000'], 'a port is a number from 0 to 65535'],
  [['serve', '--port', '80x'], 'a port is a number from 0 to 65535'],
  [['serve', '--port', '-1'], 'a port is a number from 0 to 65535'],
])('attune %j is refused with the reason and the help, without a trace', async (args, reason) => {
  const { stdout, stderr, exitCode } = await attune(args);
  expect(stderr).toContain(reason);
  expect(stderr).toContain('Usage: attune');
  expect(stderr).not.toMatch(TRACE);
  expect([stdout, exitCode]).toEqual(['', 1]);
});

test('serve: a site that is not built is told so, and nothing is made in its folder', async () => {
  const site = await temporaryFolder({ 'docs/chapter.md': '# Chapter\n' });
  const { stdout, stderr, exitCode } = await attune(['serve', site, '--port', '0']);
  expect(stderr).toMatch(/^there is no attune\/book\.json in .+build\n→ build the site first.*\n$/);
  expect([stdout, exitCode]).toEqual(['', 1]);
  await expect(access(join(site, '.attune'))).rejects.toThrow('ENOENT');
});

test('serve: a port in use is told so, with a way out', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const { stderr, exitCode } = await attune(['serve', await temporaryFolder(BUILT), '--port', String(port)]);
  expect(stderr).toMatch(new RegExp(`Port ${port} is in use\\. .+--port `));
  expect(stderr).not.toMatch(TRACE);
  expect(exitCode).toBe(1);
});

test('serve: wrong variables of the environment are named', async () => {
  const environment = { ATTUNE_SECRET: 'short', PORT: 'x' };
  const { stderr, exitCode } = await attune(['serve', await temporaryFolder(BUILT)], { environment });
  expect(stderr).toMatch(/ATTUNE_SECRET: .+/);
  expect(stderr).toMatch(/PORT: .+/);
  expect(stderr).not.toMatch(TRACE);
  expect(exitCode).toBe(1);
});

test('serve: says where it is ready, answers there, and ends by itself when it is told to', async () => {
  const site = await temporaryFolder(BUILT);
  const child = startAttune(['serve', site, '--port', '0']);
  const result = resultOf(child);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const url = /^Attune is ready at (http:\/\/localhost:\d+)\n$/.exec(String(line))?.[1];
  expect(await (await fetch(`${url}/`)).text()).toBe('<h1>Home</h1>');
  expect((await fetch(`${url}/v1/health`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await result).toMatchObject({ exitCode: 0, stderr: '' });
});

test('migrate: prints what it has applied, and the second time that there is nothing to do', async () => {
  const site = await temporaryFolder();
  const first = await attune(['migrate', site]);
  expect(first).toMatchObject({ exitCode: 0, stderr: '' });
  const names = first.stdout.trimEnd().split('\n');
  expect(names.length).toBeGreaterThan(10);
  expect(names.every((name) => /^\d{4}-[a-z-]+$/.test(name))).toBe(true);
  const nothing = 'Nothing to do: the database is of this version.\n';
  expect(await attune(['migrate', site])).toEqual({ exitCode: 0, stdout: nothing, stderr: '' });
});

test('migrate: a folder that is not there is refused and not made', async () => {
  const folder = join(await temporaryFolder(), 'nowhere');
  const { stderr, exitCode } = await attune(['migrate', folder]);
  expect(stderr).toBe(`${folder}: there is no such file or folder\n→ check the path\n`);
  expect(exitCode).toBe(1);
  await expect(access(folder)).rejects.toThrow('ENOENT');
});

test('migrate: a database that cannot be reached, or an address that is none, is told in one line', async () => {
  const site = await temporaryFolder();
  const away = await attune(['migrate', site], { environment: { DATABASE_URL: 'postgresql://localhost:1/book' } });
  expect(away).toMatchObject({ exitCode: 1, stdout: '' });
  expect(away.stderr).toMatch(/^The database cannot be reached: .+\n$/);
  const wrong = await attune(['migrate', site], { environment: { DATABASE_URL: 'mysql://localhost/book' } });
  expect(wrong).toMatchObject({ exitCode: 1, stdout: '' });
  expect(wrong.stderr).toContain('DATABASE_URL: must begin with postgresql://');
  expect(wrong.stderr).not.toMatch(TRACE);
});

test('publish: names the chapters that changed, and the second time none', async () => {
  const id = 'default/current/en/intro';
  const chapter = { id, title: 'Intro', permalink: '/', source: 'docs/intro.md', revision: '', facets: [], blocks: [] };
  const site = await temporaryFolder({
    ...BUILT,
    'build/attune/book.json': JSON.stringify({ ...manifest, chapters: [chapter] }),
    'docs/intro.md': '# Intro\n',
  });
  const none = '0 of 1 chapters changed.\n';
  expect(await attune(['publish', site])).toEqual({
    exitCode: 0,
    stdout: `${id}\n1 of 1 chapters changed.\n`,
    stderr: '',
  });
  expect(await attune(['publish', site])).toEqual({ exitCode: 0, stdout: none, stderr: '' });
  await writeFile(join(site, 'docs/intro.md'), '# Introduction\n');
  expect((await attune(['publish', site])).stdout).toContain(id);
});

test('publish: a site that is not built is refused, and no database is made', async () => {
  const site = await temporaryFolder();
  const { stderr, exitCode } = await attune(['publish', site]);
  expect(stderr).toContain('attune/book.json');
  expect(stderr).not.toMatch(TRACE);
  expect(exitCode).toBe(1);
  expect(await readdir(site)).toEqual([]);
});

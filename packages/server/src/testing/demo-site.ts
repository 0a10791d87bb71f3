import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Syntax } from '@attune/contract';
import { demoBook, NODES, type DemoBook } from './demo-book.ts';

/** A folder such as an author's, built: one chapter, its page and the manifest. Or those of another book. */
export async function writeDemoSite({ book, library }: DemoBook = demoBook(), ids = [NODES]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'attune-demo-site-'));
  // The embedded database runs as another user where tests run as root, and must get through.
  await chmod(folder, 0o755);
  const opened = ids.flatMap((id) => library.current(id) ?? []);
  const chapters = opened.map(({ id, revision, facets, blocks }) => ({
    id,
    title: nameOf(id),
    permalink: `/docs/${nameOf(id)}`,
    source: sourceOf(id),
    revision,
    facets,
    blocks: blocks.map((block) => block.id),
  }));
  const settings = {
    facets: book.facets,
    folds: book.folds,
    glossary: 'glossary.yaml',
    primers: 'primers',
    rewriting: book.rewriting,
    adaptations: 'adaptations',
  };
  const manifest = { attune: 1, baseUrl: '/', syntax: Syntax.parse({}), settings, chapters };
  const files = {
    ...Object.fromEntries(opened.map(({ id, source }) => [sourceOf(id), source])),
    'build/attune/book.json': JSON.stringify(manifest),
    'build/index.html': '<h1>Physical AI</h1>',
    'build/404.html': '<h1>Not here</h1>',
    'build/docs/nodes/index.html': '<h1>Nodes</h1>',
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

const nameOf = (id: string): string => id.split('/').at(-1) ?? id;
/** Where a chapter's source is in the folder. */
export const sourceOf = (id: string): string => `docs/${nameOf(id)}.mdx`;

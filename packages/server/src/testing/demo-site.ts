import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Syntax } from '@attune/contract';
import { demoBook, NODES } from './demo-book.ts';

/** A folder such as an author's, built: one chapter, its page and the manifest. */
export async function writeDemoSite(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'attune-demo-site-'));
  // The embedded database runs as another user where tests run as root, and must get through.
  await chmod(folder, 0o755);
  const { book, library } = demoBook();
  const { source, revision, facets, blocks } = library.current(NODES) ?? {
    source: '',
    revision: '',
    facets: [],
    blocks: [],
  };
  const chapter = {
    id: NODES,
    title: 'Nodes',
    permalink: '/docs/nodes',
    source: 'docs/nodes.mdx',
    revision,
    facets,
    blocks: blocks.map(({ id }) => id),
  };
  const settings = {
    facets: book.facets,
    folds: book.folds,
    glossary: 'glossary.yaml',
    primers: 'primers',
    rewriting: book.rewriting,
    adaptations: 'adaptations',
  };
  const manifest = { attune: 1, baseUrl: '/', syntax: Syntax.parse({}), settings, chapters: [chapter] };
  const files = {
    'docs/nodes.mdx': source,
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

import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import primerDependencies from './primer-dependencies.ts';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'attune-primers-')));
  for (const name of ['vectors', 'two words', 'frames']) await writeFile(join(folder, `${name}.md`), '');
});
afterAll(() => rm(folder, { recursive: true }));

async function load(source: string, refresh?: () => Promise<void>) {
  const dependencies: string[] = [];
  const missing: string[] = [];
  const context = {
    getOptions: () => ({ folder, refresh }),
    addDependency: (path: string) => void dependencies.push(path),
    addMissingDependency: (path: string) => void missing.push(path),
  };
  const text = await primerDependencies.call(context, source);
  return { text, dependencies, missing };
}
const inFolder = (...names: string[]): string[] => names.map((name) => join(folder, `${name}.md`));

describe('the loader before Docusaurus’ own', () => {
  it('gives the text as it is', async () => {
    const source = '\uFEFF# A\r\n\r\n::primer{name="vectors"}\r\n\r\n$$ {x} ⟦1⟧';
    expect((await load(source)).text).toBe(source);
  });

  it.each([
    ['::primer{name="vectors"}', ['vectors']],
    ["::primer{name='two words'}", ['two words']],
    ['::primer{name=vectors}', ['vectors']],
    ['::primer[Label]{#id .class name="vectors"}', ['vectors']],
    ['> ::primer{name="vectors"}\n\n::primer{name="frames"}\n\n::primer{name="vectors"}', ['vectors', 'frames']],
  ])('makes the page depend on the primers of %j', async (source, names) => {
    expect(await load(source)).toMatchObject({ dependencies: inFolder(...names), missing: [] });
  });

  it('waits for primers that are not there yet', async () => {
    expect(await load('::primer{name="later"}')).toMatchObject({ dependencies: [], missing: inFolder('later') });
  });

  it.each([
    '# No primer',
    '::primer',
    '::primer{}',
    '::primer{name=""}',
    '::primer{name="../vectors"}',
    '::primer{name="..\\\\a"}',
    '::other{name="vectors"}',
  ])('makes no file of %j one', async (source) => {
    expect(await load(source)).toMatchObject({ dependencies: [], missing: [] });
  });

  it('has the book read again before the page is compiled, where the page names a primer', async () => {
    const refresh = vi.fn(async () => undefined);
    await load('# No primer', refresh);
    expect(refresh).not.toHaveBeenCalled();
    await load('::primer{name="vectors"}', refresh);
    expect(refresh).toHaveBeenCalledOnce();
  });
});

import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSite } from '../../scripts/demo.ts';

const THINGS = ['sensor', 'motor', 'joint', 'battery', 'camera', 'gripper', 'wheel', 'cable', 'board', 'frame'];
const DEEDS = ['is checked', 'is measured', 'is cleaned', 'is mounted', 'is tested'];
const TIMES = ['before the walk begins', 'while the robot stands', 'as soon as it is warm', 'at the end of each day'];

/** Paragraphs that differ, each long enough to be worth a sentence more; a heading before every tenth. */
const BLOCKS = Array.from({ length: 90 }, (_, index) => {
  const pick = (words: readonly string[], step: number): string => words[Math.floor(index / step) % words.length] ?? '';
  const words = `The ${pick(THINGS, 1)} of the robot ${pick(DEEDS, 10)} ${pick(TIMES, 3)}, since whatever is found then costs less than what is found on the stairs.`;
  return index % 9 === 0 ? `## Part ${'abcdefghij'[index / 9]} of the work\n\n${words}` : words;
});

export interface BenchSites {
  /** Folder of the site as it is without Attune, and with it. */
  readonly plain: string;
  readonly attuned: string;
  remove(): Promise<void>;
}

/** A chapter of a hundred blocks, built with Attune and without. */
export async function buildBenchSites(): Promise<BenchSites> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'attune-bench-')));
  await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  const config = {
    title: 'Bench',
    url: 'https://bench.example.org',
    baseUrl: '/',
    future: { faster: true, v4: true },
    presets: [['classic', { docs: { routeBasePath: '/' }, blog: false, pages: false }]],
    themeConfig: { navbar: { title: 'Bench' } },
  };
  const write = async (name: string, text: string): Promise<string> => {
    const siteDir = join(folder, name);
    await mkdir(join(siteDir, 'docs'), { recursive: true });
    await writeFile(join(siteDir, 'package.json'), '{ "name": "bench-site", "private": true }');
    await writeFile(join(siteDir, 'docusaurus.config.js'), text);
    await writeFile(
      join(siteDir, 'docs/index.md'),
      `---\nslug: /\n---\n\n# A long chapter\n\n${BLOCKS.join('\n\n')}\n`,
    );
    buildSite(siteDir);
    return siteDir;
  };
  const json = JSON.stringify(config);
  return {
    plain: await write('plain', `export default ${json};\n`),
    attuned: await write(
      'attuned',
      `import { withAttune } from '@attune/docusaurus';\n\nexport default withAttune(${json});\n`,
    ),
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

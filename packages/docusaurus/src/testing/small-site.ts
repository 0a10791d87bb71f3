import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const docusaurus = join(root, 'node_modules/@docusaurus/core/bin/docusaurus.mjs');

/** A site such as an author's, in a temporary folder. */
export interface SmallSite {
  readonly siteDir: string;
  remove(): Promise<void>;
}

/** Writes a small site with every kind of block and mark, two docs plugins, and author errors on a page of their own. */
export async function writeSmallSite(): Promise<SmallSite> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'attune-small-site-')));
  // Beside the site, so that Docusaurus' caches stay in the site.
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const siteDir = join(folder, 'site');
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(siteDir, path)), { recursive: true });
    await writeFile(join(siteDir, path), text);
  }
  return { siteDir, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts `docusaurus` in a process group of its own, which ends with this process at the latest. */
export function startDocusaurus(siteDir: string, ...args: string[]): ChildProcess {
  const env = {
    ...process.env,
    NODE_ENV: undefined,
    VITEST: undefined,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    CI: 'true',
  };
  const child = spawn(process.execPath, [docusaurus, ...args], {
    cwd: siteDir,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = (): void => void killGroup(child);
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

/** Ends a process and all that it has started. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  if (killGroup(child)) await ended;
}

function killGroup({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null && process.kill(-pid, 'SIGKILL');
}

/** Runs `docusaurus` to its end and gives all that it printed. */
export async function runDocusaurus(siteDir: string, ...args: string[]): Promise<{ exitCode: number; output: string }> {
  const child = startDocusaurus(siteDir, ...args);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode: exitCode ?? -1, output };
}

/** An author's configuration as it is without Attune. */
const PLAIN_CONFIG = `
import type { Config } from '@docusaurus/types';
import rehypeKatex from 'rehype-katex';
import remarkMath from 'remark-math';

const math = { remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex] };

const config: Config = {
  title: 'Small book',
  url: 'https://small.example.org',
  baseUrl: '/book/',
  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  future: { faster: true, v4: { removeLegacyPostBuildHeadAttribute: true } },
  markdown: { mermaid: true },
  themes: ['@docusaurus/theme-mermaid'],
  presets: [['classic', { docs: { routeBasePath: '/', ...math }, blog: false, pages: false }]],
  plugins: [['@docusaurus/plugin-content-docs', { id: 'labs', path: 'labs', routeBasePath: 'labs', ...math }]],
  themeConfig: { navbar: { title: 'Small book' } },
};

export default config;
`;

/** What adds Attune to it, here as a function, which Docusaurus allows too. */
const CONFIG = `
import { withAttune } from '@attune/docusaurus';
import config from './plain.config';

export default withAttune(async () => config);
`;

const RICH_PAGE = `
## Plain things

A paragraph with \`code\`, a [link](./faulty.md), **strong** words, $E = mc^2$ and <kbd>Ctrl</kbd>.[^note]

| Joint | Limit |
| ----- | ----- |
| knee  | $90$  |

1. Number one
2. Number two with \`code\`

$$
\\tau = J^T F
$$

\`\`\`mermaid
graph LR; sensor --> controller
\`\`\`

\`\`\`python title="node.py"
print("hello")
\`\`\`

### Containers \`in code\`

:::tip[A **tip**]

Inside an admonition.

#### Heading in an admonition

:::

> A quote.
>
> Of two paragraphs.

<details>
<summary>More</summary>

Inside details.

</details>

<Tabs>
<TabItem value="a" label="First">

Inside the first tab.

</TabItem>
<TabItem value="b" label="Second">

Inside the second tab.

</TabItem>
</Tabs>

## Named {#chosen-id}

Text under a heading with an id.

[^note]: The footnote.
`;

const TABS = `
import Tabs from '@theme/Tabs';
import TabItem from '@theme/TabItem';
`;

const FILES: Readonly<Record<string, string>> = {
  // No "type": Docusaurus' site is bundled as CommonJS and as modules both.
  'package.json': '{ "name": "small-book", "private": true }',
  'plain.config.ts': PLAIN_CONFIG,
  'docusaurus.config.ts': CONFIG,
  'attune.config.mts': `export default { preset: 'onboarding', rewriting: false };\n`,
  'glossary.yaml': `
readers: { programming_experience: [Beginner] }
terms:
  - term: controller
    definitions: { en: What turns errors into commands. }
`,
  'primers/vectors.md': `---
title: Vectors in two minutes
readers: { robotics_experience: [None] }
---

A vector is an arrow of the primer.
`,
  'primers/frames.md': `---
title: Frames in two minutes
readers: { robotics_experience: [None] }
---

## Heading of a primer

A frame is three arrows.
`,
  'primers/open.md': `---
title: No MDX
readers: { robotics_experience: [None] }
---

A set {1, 2 that is not closed.
`,
  'docs/intro.mdx': `---
slug: /
---
${TABS}
# The marked chapter

The first paragraph names a controller.

::primer{name="vectors"}

## Hardware

::::for{hardware_availability="Jetson Kit"}

Only the Jetson branch says this.

## Hidden heading {#hidden-id}

\`\`\`bash
echo jetson
\`\`\`

:::note

An admonition of the Jetson branch.

:::

::::

:::for{hardware_availability="Cloud"}

Only the cloud branch says this.

:::

:::otherwise

The default branch says this.

:::

:::for{role="Instructor"}

Only instructors read this.

:::

:::step[Run it on the board]{hardware_availability="Jetson Kit"}

### Heading of the step

The step on the board.

:::

:::instead[Run it in simulation]

The substitute in simulation.

:::

:::basics[What a frame is]

The basics passage.

:::

:::depth[Why it loses rank]{programming_experience="Beginner"}

The depth passage.

:::

:::info

Before the mark in an admonition.

:::

> Before the mark in a quote.
>
> :::for{role="Researcher"}
>
> Only researchers read this.
>
> :::
${RICH_PAGE}`,
  'docs/unmarked.mdx': `${TABS}
# The chapter without marks
${RICH_PAGE}`,
  'docs/faulty.md': `# The faulty chapter

:::for{hardware_availability="Abacus"}

For nobody.

:::

::primer{name="matrices"}

::primer{name="open"}

  :::otherwise

  After nothing.

  :::
`,
  'docs/02-parts/01-deep.md': `# A nested chapter

Its text.
`,
  'labs/first.md': `# The first lab

::primer{name="vectors"}

::primer{name="frames"}

## Heading of the lab

Text of the lab.
`,
};

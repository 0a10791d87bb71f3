import { createRequire } from 'node:module';
import { createProcessor } from '@mdx-js/mdx';
import remarkComment from '@slorber/remark-comment';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';

/** Docusaurus' own changes to a text before it is parsed. */
const { default: preprocess } = createRequire(import.meta.url)('@docusaurus/mdx-loader/lib/preprocessor.js') as {
  default: (input: object) => string;
};
const markdownConfig = { mdx1Compat: { comments: true, admonitions: true, headingIds: true } };

class Counted extends Error {
  readonly count: number;
  constructor(count: number) {
    super('counted');
    this.count = count;
  }
}

/** Ends the run with what it came for, before the tree becomes HTML. */
const count = () => (tree: { children: readonly unknown[] }) => {
  throw new Counted(tree.children.length);
};

const remarkPlugins = [remarkMath, remarkFrontmatter, remarkDirective, remarkGfm, remarkComment, count];
const processors = [
  createProcessor({ format: 'mdx', remarkPlugins }),
  createProcessor({ format: 'md', remarkPlugins }),
];

/** How many top-level nodes a page has that MDX itself and Docusaurus' own preprocessor make; as Markdown where MDX fails. */
export function countTopLevelNodes(source: string, path: string): number {
  const text = preprocess({ fileContent: source, filePath: path, markdownConfig, admonitions: true });
  for (const processor of processors) {
    try {
      processor.runSync(processor.parse(text) as never);
    } catch (reason) {
      if (reason instanceof Counted) return reason.count;
    }
  }
  throw new Error(`${path} compiles neither as MDX nor as Markdown`);
}

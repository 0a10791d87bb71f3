import type { TreeNode } from '@attune/core/stamp';
import { element } from './jsx-nodes.ts';
import { stampInline, type Stamped } from './stamp-blocks.ts';

/**
 * Remark plugin, last after Docusaurus' own: gives the page its chapter and revision, and stamps the inline nodes of headings,
 * from which the table of contents has been taken by then.
 */
export function wrapChapter(this: unknown) {
  return (tree: TreeNode, file: { readonly data: Record<string, unknown> }): void => {
    const stamped = file.data['attune'] as Stamped | undefined;
    if (!stamped) return;
    for (const { node, number } of stamped.inHeadings) stampInline(node, number);
    // The title stays above what the chapter's component puts at its top.
    const isOutside = (node: TreeNode): boolean =>
      ['mdxjsEsm', 'yaml', 'toml'].includes(node.type) ||
      node.name === 'header' ||
      (node.type === 'heading' && node.depth === 1);
    const children = tree.children ?? [];
    const { chapter, revision } = stamped;
    const content = children.filter((node) => !isOutside(node));
    tree.children = [...children.filter(isOutside), element('AttuneChapter', { chapter, revision }, content)];
  };
}

import type { TreeNode } from '@attune/core/stamp';
import { element } from './jsx-nodes.ts';
import type { Stamped } from './stamp-blocks.ts';

/**
 * Remark plugin, last after Docusaurus' own: gives the page its chapter and revision, and stamps the headings, from which
 * the table of contents has been taken by then.
 */
export function wrapChapter(this: unknown) {
  return (tree: TreeNode, file: { readonly data: Record<string, unknown> }): void => {
    const stamped = file.data['attune'] as Stamped | undefined;
    if (!stamped) return;
    // The title stays above what the chapter's component puts at its top.
    const isOutside = (node: TreeNode): boolean =>
      ['mdxjsEsm', 'yaml', 'toml'].includes(node.type) ||
      node.name === 'header' ||
      (node.type === 'heading' && node.depth === 1);
    const children = tree.children ?? [];
    const { chapter, revision } = stamped;
    const outside = children.filter(isOutside);
    const content = children.filter((node) => !isOutside(node));
    for (const stamp of stamped.later) stamp();
    tree.children = [...outside, element('AttuneChapter', { chapter, revision }, content)];
  };
}

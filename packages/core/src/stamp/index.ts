export { blockNodesOf, flatten, innerNodes, labelOf, type BlockNode } from '../parse/block-nodes.ts';
export { revisionOf } from '../parse/open-chapter.ts';
export type { LeafNode, MaskedNode } from '../parse/masks.ts';
export type { TreeNode } from '../parse/tree.ts';
export { parseTree } from '../parse/tree.ts';
export { isInOriginal, readMark } from '../marks/read-mark.ts';
export { choicesOf } from '../marks/choices.ts';

import { Children, isValidElement, type ReactElement, type ReactNode } from 'react';

/** An author's inline node, as it was compiled: `n` is its mask's number, `words` says that a link's text is open. */
export type MaskElement = ReactElement<{ n: string; words?: 'open'; children?: ReactNode }>;

/** What was stamped in a block when the page was compiled. */
export interface Stamps {
  readonly masks: ReadonlyMap<number, MaskElement>;
  /** How many runs of prose it has. */
  readonly leaves: number;
  /** The author's words in each. */
  readonly texts: readonly ReactNode[];
  /** Whether other blocks stand in it. */
  readonly hasBlocks: boolean;
}

/** The components that carry stamps. */
export interface StampTypes {
  readonly mask: unknown;
  readonly leaf: unknown;
  readonly blocks: readonly unknown[];
}

/** Finds a block's own stamps among its elements, leaving out those of blocks inside. */
export function stampsIn(children: ReactNode, types: StampTypes): Stamps {
  const masks = new Map<number, MaskElement>();
  const texts: ReactNode[] = [];
  let hasBlocks = false;
  const visit = (node: ReactNode): void => {
    if (!isValidElement<{ children?: ReactNode }>(node)) return;
    if (types.blocks.includes(node.type)) {
      hasBlocks = true;
      return;
    }
    if (node.type === types.leaf) texts.push(node.props.children);
    if (node.type === types.mask) masks.set(Number((node as MaskElement).props.n), node as MaskElement);
    Children.forEach(node.props.children, visit);
  };
  Children.forEach(children, visit);
  return { masks, leaves: texts.length, texts, hasBlocks };
}

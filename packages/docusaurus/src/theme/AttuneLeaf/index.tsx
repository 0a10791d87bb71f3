import { cloneElement, Fragment, isValidElement, type ReactNode, useContext } from 'react';
import { BlockLeaves } from '../../client/block-leaves.ts';

interface Props {
  /** Counted within the block, from 0. */
  readonly n: string;
  /** The one child is the element whose words these are: a heading. */
  readonly whole?: 'true';
  readonly children?: ReactNode;
}

/** A run of prose of a block: the author's words, or what the block's edit has in their place. */
export default function AttuneLeaf({ n, whole, children }: Props): ReactNode {
  const shown = useContext(BlockLeaves);
  const words = shown?.leaves[Number(n)];
  if (!shown || !words) return children;
  if (whole) return isValidElement(children) ? cloneElement(children, shown.written, ...words) : children;
  return shown.written && !shown.isSaid ? (
    <span {...shown.written}>{words}</span>
  ) : (
    // Its words have keys only where they are elements.
    <Fragment>{words}</Fragment>
  );
}

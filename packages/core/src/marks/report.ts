import type { BlockNode } from '../parse/block-nodes.ts';
import type { Finding } from '../types.ts';

/** Takes note of something wrong with a mark, at the place of its block. */
export type Report = (
  block: BlockNode,
  rule: string,
  message: string,
  remedy: string,
  severity?: Finding['severity'],
) => void;

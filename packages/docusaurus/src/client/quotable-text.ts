import type { Inline } from '@attune/contract';
import { isValidElement, type ReactElement, type ReactNode } from 'react';
import type { MaskElement, Stamps } from './stamps.ts';

// Texts in which the author's elements are marks, `⟦2⟧`, and code is in backquotes: `renderQuote` shows them as they were. Of a link whose
// words are open they have the words alone.

/** A run of the author's prose, as it was compiled. */
export function authorsText(node: ReactNode, masks: Stamps['masks']): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return (node as ReactNode[]).map((child) => authorsText(child, masks)).join('');
  if (!isValidElement<{ children?: ReactNode }>(node)) return '';
  if (node.type === 'br') return ' ';
  return numberOf(node, masks) ?? authorsText(node.props.children, masks);
}

/** A text of an edit. */
export function editedText(text: readonly Inline[], masks: Stamps['masks']): string {
  return text
    .map((node) => {
      if (typeof node === 'string') return node;
      if (node.type === 'code') return `\`${node.value}\``;
      if (node.type !== 'mask') return editedText(node.children, masks);
      if (node.children) return editedText(node.children, masks);
      const element = masks.get(node.number);
      return element ? authorsText(element, masks) : '';
    })
    .join('');
}

/** The mark of an element that is one, and is shown as it is. */
function numberOf(node: ReactElement, masks: Stamps['masks']): string | undefined {
  const { n, words } = node.props as Partial<MaskElement['props']>;
  return n !== undefined && words !== 'open' && masks.get(Number(n)) === node ? `⟦${n}⟧` : undefined;
}

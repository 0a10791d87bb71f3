import { cloneElement, createElement, Fragment, isValidElement, type ReactElement, type ReactNode } from 'react';
import type { Edit } from '@attune/contract';

export interface GlossSearch {
  /** Elements whose text is none of the block's own: masked nodes and blocks inside the block. */
  readonly isOpaque: (element: ReactElement) => boolean;
  readonly render: (gloss: Edit) => ReactNode;
}

/**
 * A block's children with each glossed term replaced at its first place in their text. Every element stays at its place in the tree, and
 * with it on the page: what is being read is not made anew when a gloss comes or goes.
 */
export function glossText(children: ReactNode, glosses: readonly Edit[], search: GlossSearch): ReactNode {
  return glosses.reduce((nodes, gloss) => replaceFirst(nodes, gloss, search) ?? nodes, children);
}

/** The nodes with the first occurrence of a gloss's form replaced; undefined where there is none. */
function replaceFirst(nodes: ReactNode, gloss: Edit, search: GlossSearch): ReactNode | undefined {
  if (typeof nodes === 'string') return splitText(nodes, gloss, search);
  if (!Array.isArray(nodes)) return replaceInside(nodes, gloss, search);
  const list = nodes as readonly ReactNode[];
  for (const [index, node] of list.entries()) {
    const replaced = replaceFirst(node, gloss, search);
    if (replaced !== undefined) return list.with(index, replaced);
  }
  return undefined;
}

function replaceInside(node: ReactNode, gloss: Edit, search: GlossSearch): ReactNode | undefined {
  if (!isValidElement<{ children?: ReactNode }>(node) || search.isOpaque(node)) return undefined;
  const inner = replaceFirst(node.props.children, gloss, search);
  return inner === undefined ? undefined : cloneElement(node, undefined, ...[inner].flat());
}

function splitText(text: string, gloss: Edit, search: GlossSearch): ReactNode | undefined {
  const form = gloss.form ?? '';
  const at = wholeWord(text, form);
  if (at < 0) return undefined;
  const parts = [text.slice(0, at), search.render(gloss), text.slice(at + form.length)];
  return createElement(Fragment, { key: `gloss ${form}` }, ...parts);
}

/** Where a form stands by itself, not within a longer word: the rule by which core finds it. */
function wholeWord(text: string, form: string): number {
  const isWord = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}_-]/u.test(character);
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    if (!isWord(text[at - 1]) && !isWord(text[at + form.length])) return at;
  }
  return -1;
}

import type { Inline } from '@attune/contract';
import { Children, cloneElement, createElement, isValidElement, type ReactElement, type ReactNode } from 'react';
import type { MaskElement } from './stamps.ts';

type Masks = ReadonlyMap<number, MaskElement>;

const MARK = /⟦[=/]?\d+⟧/;
const ELEMENTS = { emphasis: 'em', strong: 'strong' } as const;

/** Whether all that a text names is there to be shown, and no mark was left in it as text. */
export function isShowable(text: readonly Inline[], masks: Masks): boolean {
  return text.every((node) => {
    if (typeof node === 'string') return !MARK.test(node);
    if (node.type === 'code') return !MARK.test(node.value);
    if (node.type !== 'mask') return isShowable(node.children, masks);
    const element = masks.get(node.number);
    if (element === undefined) return false;
    return node.children === undefined || (linkIn(element) !== undefined && isShowable(node.children, masks));
  });
}

type Direction = 'ltr' | 'rtl' | '' | undefined;

/** A text as elements. A mask is the very element that was compiled from the author's source; a link's gets the text's words. */
export function renderInline(text: readonly Inline[], masks: Masks, direction?: Direction): ReactNode[] {
  const render = (children: readonly Inline[]): ReactNode[] => children.flatMap(renderNode);
  const renderNode = (node: Inline, key: number): ReactNode[] => {
    if (typeof node === 'string') return direction === 'rtl' ? isolateQuantities(node, key) : [node];
    if (node.type === 'code') return [createElement('code', { key }, node.value)];
    if (node.type !== 'mask') return [createElement(ELEMENTS[node.type], { key }, ...render(node.children))];
    const element = masks.get(node.number);
    if (!element) return [];
    const { children: words } = node;
    const link = words && linkIn(element);
    return [cloneElement(element, { key }, ...(link ? [cloneElement(link, undefined, ...render(words))] : []))];
  };
  return render(text);
}

/** A number with its unit, also a range or a product of such: `0.25 m`, `-0.5 N m`, `640 × 480`, `5–10 ms`. */
const QUANTITY =
  /([-+−±]?\d[\d.,]*(?:[ \u00A0]?[×·/–-][ \u00A0]?\d[\d.,]*)*(?:[ \u00A0]?[A-Za-zµμΩ°%][A-Za-z0-9µμΩ°%²³⁻/·]*)+)/;

/** Between Arabic letters `0.25 m` would be set as "m 0.25": a number after them runs as they do, and its unit stands by itself. */
function isolateQuantities(text: string, key: number): ReactNode[] {
  return text
    .split(QUANTITY)
    .map((part, index) =>
      index % 2 === 0 ? part : createElement('bdi', { key: `${key} ${index}`, className: 'attune-quantity' }, part),
    );
}

/** The link's own element, where a mask is a link whose words may change. */
function linkIn({ props }: MaskElement): ReactElement | undefined {
  const [only, ...others] = Children.toArray(props.children);
  const inner = others.length === 0 && isValidElement(only) ? only : undefined;
  return props.words === 'open' ? inner : undefined;
}

/** A text that quotes the author's source: code as code, and marks replaced by the author's elements. */
export function renderQuote(text: string, masks: Masks): ReactNode[] {
  return text.split(/(⟦[=/]?\d+⟧|`[^`\n]+`)/).map((part, index) => {
    if (part.length > 2 && part.startsWith('`')) return createElement('code', { key: index }, part.slice(1, -1));
    if (!MARK.test(part)) return part;
    const element = masks.get(Number(part.slice(1, -1)));
    return element && cloneElement(element, { key: index });
  });
}

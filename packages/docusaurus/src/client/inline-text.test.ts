import type { Inline } from '@attune/contract';
import { createElement as h, Fragment, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { isShowable, renderInline, renderQuote } from './inline-text.ts';
import { stampsIn } from './stamps.ts';

// Stand-ins for the theme's components, as a compiled page has them.
const Mask = ({ children }: { n: string; words?: 'open'; children?: ReactNode }): ReactNode => children;
const Leaf = ({ children }: { n: string; children?: ReactNode }): ReactNode => children;
const Block = ({ children }: { id: string; children?: ReactNode }): ReactNode => children;

const link = h(
  Mask,
  { n: '1', words: 'open' },
  h('a', { href: '/urdf' }, 'see ', h(Mask, { n: '2' }, h('code', null, 'tf2'))),
);
const math = h(Mask, { n: '3' }, h('span', { className: 'katex' }, 'q'));
const author = h('p', null, h(Leaf, { n: '0' }, 'The angle ', math, '; ', h('em', null, link), '.'));

const stampsOf = (children: ReactNode): ReturnType<typeof stampsIn> =>
  stampsIn(children, { mask: Mask, leaf: Leaf, blocks: [Block] });
const { masks } = stampsOf(author);
const show = (...text: Inline[]): string => renderToStaticMarkup(h(Fragment, null, ...renderInline(text, masks)));

describe('the stamps of a block', () => {
  it('are its masks by number, and how many leaves it has', () => {
    expect(stampsOf(author)).toMatchObject({ leaves: 1, hasBlocks: false });
    expect([...masks.keys()].sort()).toEqual([1, 2, 3]);
    expect(masks.get(3)).toBe(math);
  });

  it('are not those of a block inside', () => {
    const title = h('div', null, h(Leaf, { n: '0' }, 'Title'));
    const stamps = stampsOf([title, h(Block, { id: 'b' }, author)]);
    expect({ ...stamps, masks: stamps.masks.size }).toEqual({ masks: 0, leaves: 1, texts: ['Title'], hasBlocks: true });
  });

  it('are found in the cells of a table', () => {
    const cell = (n: string, ...inner: ReactNode[]): ReactNode => h('td', null, h(Leaf, { n }, ...inner));
    const table = h('table', null, h('tbody', null, [h('tr', { key: 1 }, cell('0', 'a'), cell('1', math))]));
    expect(stampsOf(table)).toMatchObject({ leaves: 2 });
    expect([...stampsOf(table).masks.keys()]).toEqual([3]);
  });
});

describe('a text of an edit', () => {
  it('is shown with emphasis, and with code of its own', () => {
    expect(
      show(
        'a ',
        { type: 'strong', children: ['b', { type: 'emphasis', children: ['c'] }] },
        { type: 'code', value: 'x<y' },
      ),
    ).toBe('a <strong>b<em>c</em></strong><code>x&lt;y</code>');
  });

  it('shows the author’s own elements, in its order and with its words in their links', () => {
    const words: Inline[] = ['دیکھیں ', { type: 'mask', number: 2 }];
    expect(show({ type: 'mask', number: 3 }, ' – ', { type: 'mask', number: 1, children: words })).toBe(
      '<span class="katex">q</span> – <a href="/urdf">دیکھیں <code>tf2</code></a>',
    );
    expect(show({ type: 'mask', number: 1 })).toBe('<a href="/urdf">see <code>tf2</code></a>');
  });

  it('keeps a number and its unit together where Arabic letters stand round them', () => {
    const quantities = (text: string): string[] =>
      [
        ...renderToStaticMarkup(h(Fragment, null, ...renderInline([text], masks, 'rtl'))).matchAll(
          /<bdi[^>]*>(.*?)<\/bdi>/g,
        ),
      ].map(([, inner = '']) => inner);
    expect(quantities('لمبائی 0.25 m ہے، torque -0.5 N m اور 3-5 ms، پھر 30 %')).toEqual([
      '0.25 m',
      '-0.5 N m',
      '3-5 ms',
      '30 %',
    ]);
    expect(quantities('ROS کے 20 جوڑ، باب 3۔')).toEqual([]);
    expect(show('0.25 m')).toBe('0.25 m');
  });

  it('is text, whatever it looks like', () => {
    const hostile = '<img src=x onerror="alert(1)"> [go](javascript:alert(1)) {1+1}';
    expect(show(hostile, { type: 'code', value: '</code><script>' })).not.toMatch(/<(?:img|a|script)/);
  });

  it('cannot be shown if it names what is not there, or gives words to what is no link', () => {
    expect(isShowable([{ type: 'mask', number: 1 }], masks)).toBe(true);
    expect(isShowable([{ type: 'mask', number: 4 }], masks)).toBe(false);
    expect(isShowable([{ type: 'strong', children: [{ type: 'mask', number: 4 }] }], masks)).toBe(false);
    expect(isShowable([{ type: 'mask', number: 1, children: [{ type: 'mask', number: 4 }] }], masks)).toBe(false);
    expect(isShowable([{ type: 'mask', number: 3, children: ['q'] }], masks)).toBe(false);
  });

  it.each(['⟦3⟧', 'a ⟦/1⟧', '⟦=2⟧ b'])('cannot be shown with a mark left in it: %s', (text) => {
    expect(isShowable([text], masks)).toBe(false);
    expect(isShowable([{ type: 'code', value: text }], masks)).toBe(false);
  });

  it('may have brackets that are no marks', () => {
    expect(isShowable(['the denotation ⟦e⟧'], masks)).toBe(true);
  });
});

describe('a quotation of the author', () => {
  it('has their elements for the marks in it, and nothing for a mark that is unknown', () => {
    const quote = renderQuote('Let ⟦3⟧ be ⟦9⟧$&, `a<b`.', masks);
    expect(renderToStaticMarkup(h(Fragment, null, ...quote))).toBe(
      'Let <span class="katex">q</span> be $&amp;, <code>a&lt;b</code>.',
    );
  });
});

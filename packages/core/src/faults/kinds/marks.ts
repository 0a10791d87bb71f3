import type { Edit } from '@attune/contract';
import type { AnswerContext, Fault } from '../answer.ts';
import type { Random } from '../random.ts';
import { changeOne, isInsert, textsOf, withTexts } from './change.ts';

const EXACTLY_ONCE = 'design: every text field of an edit holds each of its block’s exactly once';
const INVENTED = 'Do not name a marker in the prompt that the text does not contain: models invent it';

/** Marks of a text that stand alone: code, formulas, images. */
const atomsIn = (text: string): string[] =>
  (text.match(/⟦\d+⟧/g) ?? []).filter((mark) => !text.includes(mark.replace('⟦', '⟦/')));

const linksIn = (text: string): string[] => (text.match(/⟦\/\d+⟧/g) ?? []).map((close) => close.slice(2, -1));

const highest = ({ chapter: { blocks } }: AnswerContext): number => {
  const numbers = (inner: typeof blocks): number[] =>
    inner.flatMap((block) => [
      ...block.leaves.flatMap((leaf) => leaf.masks.map((mask) => mask.number)),
      ...numbers(block.children),
    ]);
  return Math.max(0, ...numbers(blocks));
};

function onAtom(
  change: (text: string, mark: string, random: Random, context: AnswerContext) => string,
): Fault['inject'] {
  return (edit, context, random) =>
    changeOne(edit, context, random, (text) => {
      const atoms = atomsIn(text);
      return atoms.length === 0 ? undefined : change(text, random.pick(atoms), random, context);
    });
}

function onLink(change: (text: string, number: string, random: Random) => string): Fault['inject'] {
  return (edit, context, random) =>
    changeOne(edit, context, random, (text) => {
      const links = linksIn(text);
      return links.length === 0 ? undefined : change(text, random.pick(links), random);
    });
}

const numberOf = (mark: string): string => mark.slice(1, -1);
const inUrduDigits = (digits: string): string =>
  digits.replaceAll(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] as string);

function moveToAnotherLeaf(edit: Edit): Edit | undefined {
  const texts = [...textsOf(edit)];
  const from = texts.findIndex((text) => atomsIn(text).length > 0);
  if (texts.length < 2 || from < 0) return undefined;
  const mark = atomsIn(texts[from] as string)[0] as string;
  const to = from === 0 ? 1 : from - 1;
  texts[from] = (texts[from] as string).replace(mark, '').trim() || '-';
  texts[to] = `${texts[to]} ${mark}`;
  return withTexts(edit, texts);
}

function crossLinks(text: string): string | undefined {
  const crossed = text.replace(
    /⟦(\d+)⟧([^⟦⟧]+)⟦\/\1⟧([^⟦⟧]*)⟦(\d+)⟧([^⟦⟧]+)⟦\/\4⟧/,
    (_all, first: string, one: string, between: string, second: string, two: string) =>
      `⟦${first}⟧${one}⟦${second}⟧${between}⟦/${first}⟧${two}⟦/${second}⟧`,
  );
  return crossed === text ? undefined : crossed;
}

export const MARK_FAULTS: readonly Fault[] = [
  { name: 'mark dropped', from: EXACTLY_ONCE, inject: onAtom((text, mark) => text.replace(mark, '')) },
  {
    name: 'link marks dropped, words left',
    from: EXACTLY_ONCE,
    inject: onLink((text, number) => text.replace(`⟦${number}⟧`, '').replace(`⟦/${number}⟧`, '')),
  },
  { name: 'mark doubled', from: EXACTLY_ONCE, inject: onAtom((text, mark) => text.replace(/ |$/, () => ` ${mark} `)) },
  {
    name: 'mark renumbered',
    from: 'Placeholder numbers restart in every unit',
    inject: onAtom((text, mark, _random, context) => text.replace(mark, `⟦${highest(context) + 1}⟧`)),
  },
  {
    name: 'mark invented',
    from: INVENTED,
    inject: (edit, context, random) =>
      changeOne(edit, context, random, (text) => `${text} ⟦${highest(context) + 1 + random.below(9)}⟧`),
  },
  { name: 'mark moved to another leaf', from: EXACTLY_ONCE, inject: (edit) => moveToAnotherLeaf(edit) },
  {
    name: 'mark with a broken bracket',
    from: '`⟦1⟧` is inert and occurs in no file',
    inject: onAtom((text, mark, random) => {
      const number = numberOf(mark);
      return text.replace(
        mark,
        random.pick([`⟦${number}`, `${number}⟧`, `[[${number}]]`, `⟦${number}]`, `〚${number}〛`]),
      );
    }),
  },
  {
    name: 'mark in another notation',
    from: '`{1}`, `<x id="1"/>`, `__P1__`, `[1]`, `$1$` mean something in Markdown or MDX',
    inject: onAtom((text, mark, random) => {
      const number = numberOf(mark);
      const notations = [`{${number}}`, `<x id="${number}"/>`, `__P${number}__`, `[${number}]`];
      return text.replace(mark, () => random.pick(notations));
    }),
  },
  {
    name: 'mark with Urdu digits',
    from: '`۱.` is not a list: digits of another script are other characters',
    inject: onAtom((text, mark) => text.replace(mark, inUrduDigits(mark))),
  },
  {
    name: 'mark inside inline code',
    from: 'a raw `⟦3⟧` reached a page',
    inject: onAtom((text, mark) => text.replace(mark, `\`${mark}\``)),
  },
  {
    name: 'open and close swapped',
    from: 'a link’s target is masked and its text stays open: ⟦n⟧text⟦/n⟧ (design)',
    inject: onLink((text, number) =>
      text.replace(/⟦(\/?)(\d+)⟧/g, (mark, slash: string, found: string) =>
        found === number ? `⟦${slash ? '' : '/'}${number}⟧` : mark,
      ),
    ),
  },
  {
    name: 'link not closed',
    from: 'unbalanced marks (design, checks)',
    inject: onLink((text, number) => text.replace(`⟦/${number}⟧`, '')),
  },
  {
    name: 'link left without words',
    from: 'its text stays open for translation (design): words that are gone leave nothing to click',
    inject: onLink((text, number) =>
      text.replace(new RegExp(String.raw`⟦${number}⟧([^⟦⟧]+)⟦/${number}⟧`), `⟦${number}⟧⟦/${number}⟧`),
    ),
  },
  {
    name: 'links crossed',
    from: 'unbalanced marks (design, checks)',
    inject: (edit, context, random) => changeOne(edit, context, random, crossLinks),
  },
  {
    name: 'mark invented in an insert',
    from: INVENTED,
    inject: (edit, context) =>
      isInsert(edit) ? { ...edit, text: `${edit.text} ⟦${highest(context) + 40}⟧` } : undefined,
  },
  {
    name: 'raw mark in the original',
    from: 'Every text field of an edit is restored and checked, also one that quotes the author: a raw `⟦3⟧` reached a page',
    inject: (edit, context) =>
      edit.action === 'correct' ? { ...edit, original: `${edit.original} ⟦${highest(context) + 3}⟧` } : undefined,
  },
];

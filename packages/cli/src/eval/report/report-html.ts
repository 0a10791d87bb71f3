import type { Edit } from '@attune/contract';
import { allBlocks, type Block } from '@attune/core';
import type { Element, Nodes } from 'hast';
import { toParse5 } from 'hast-util-to-parse5';
import { h } from 'hastscript';
import { type DefaultTreeAdapterMap, serialize } from 'parse5';
import { printEvaluation } from '../print-evaluation.ts';
import { isShown, languageOfPage, printBlock, withoutGlosses } from '../printed-page.ts';
import type { EvaluatedPage, Evaluation, EvaluationInput } from '../types.ts';
import { htmlOf } from './markdown-html.ts';
import { STYLE } from './report-style.ts';

/**
 * One HTML file that needs nothing else: every page beside its author's, block by block, with what changed and why. No text of a chapter or
 * a model becomes markup but that of Markdown; nothing in it runs or is fetched.
 */
export function reportHtml({ pages }: EvaluationInput, evaluation: Evaluation): string {
  const contents = pages.map((page, index) => h('li', h('a', { href: `#page-${index}` }, titleOf(page))));
  const document = h(null, [
    { type: 'doctype' },
    h('html', { lang: 'en' }, [
      h('head', [
        h('meta', { charSet: 'utf-8' }),
        h('meta', { name: 'viewport', content: 'width=device-width' }),
        h('title', 'Evaluation of adaptations'),
        h('style', STYLE),
      ]),
      h('body', [
        h('h1', 'Evaluation of adaptations'),
        h('p', { className: evaluation.passed ? 'passed' : 'failed' }, evaluation.passed ? 'Passed' : 'Failed'),
        h('pre', printEvaluation(evaluation)),
        h('ol', contents),
        ...pages.map(pageSection),
      ]),
    ]),
  ]);
  return serialize(toParse5(document as Nodes) as DefaultTreeAdapterMap['document']);
}

const titleOf = ({ chapter, reader }: EvaluatedPage): string => `${chapter.title ?? chapter.id} · ${reader}`;

const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo']);
const directionOf = (language: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';

function pageSection(page: EvaluatedPage, index: number): Element {
  const byBlock = Map.groupBy(page.variant.edits, ({ block }) => block);
  const rows = page.chapter.blocks
    .filter(({ kind }) => kind !== 'frontMatter')
    .map((block) =>
      row(
        page,
        block,
        allBlocks([block]).flatMap(({ id }) => byBlock.get(id) ?? []),
      ),
    );
  return h('section', { id: `page-${index}` }, [h('h2', titleOf(page)), h('p', page.chapter.id), ...rows]);
}

function row(page: EvaluatedPage, block: Block, edits: readonly Edit[]): Element {
  const language = languageOfPage(page);
  const author = page.chapter.source.slice(block.start, block.end);
  const reader = isShown(page, block) ? printBlock(page, block, withoutGlosses(edits)) : undefined;
  const right = reader === undefined ? [h('p', { className: 'absent' }, 'not on this page')] : htmlOf(reader);
  return h('div', { className: ['row', ...(edits.length > 0 ? ['changed'] : [])] }, [
    h('div', { className: 'author', dir: 'auto' }, htmlOf(author)),
    h('div', { className: 'reader', lang: language, dir: directionOf(language) }, [
      ...right,
      ...(edits.length > 0 ? [h('ul', { className: 'tags', lang: 'en' }, edits.map(tagItem))] : []),
    ]),
  ]);
}

/** What a gloss says is in its title, as a page hides it until it is asked for. */
const tagItem = ({ action, tag, kind, term, label, text, why }: Edit): Element => {
  const what = [action, kind, term ?? label].filter(Boolean).join(' ');
  const reasons = why.map(({ facet, value }) => `${facet}: ${value}`).join(', ');
  return h('li', action === 'gloss' && text !== undefined ? { title: text } : {}, `${what} · ${tag} · ${reasons}`);
};

import { type Block, chapterLanguage, type GlossaryTerm, lockedBlocks } from '@attune/core';
import { isRewrite, languageOfPage, type PrintedBlock, type PrintedPage } from './printed-page.ts';
import { isIn, isRatherIn } from './reading/language.ts';
import { lettersIn, proseOf } from './reading/read-markdown.ts';
import { isNeeded, mentions, termsIn } from './reading/terms.ts';
import type { EvaluatedPage, Violation } from './types.ts';

const TRANSLATED = new Set<Block['kind']>(['paragraph', 'list', 'table', 'heading']);
const EXPLAINED = new Set<Block['kind']>(['paragraph', 'list', 'table']);

/** The prose blocks that could have been adapted, and those that were. In another language, all that is not a term by itself. */
export function adaptedBlocks(page: EvaluatedPage, { blocks }: PrintedPage): { prose: Block[]; adapted: Block[] } {
  const locked = lockedBlocks(page.chapter);
  const kinds = page.language === undefined ? EXPLAINED : TRANSLATED;
  const all = blocks.filter(
    ({ block, author }) =>
      kinds.has(block.kind) && block.leaves.length > 0 && !locked.has(block.id) && lettersIn(proseOf(author)) > 0,
  );
  const prose = page.language === undefined ? all : all.filter((printed) => isToTranslate(page, printed));
  const adapted = prose.filter(({ edits }) => (page.language === undefined ? edits.length > 0 : edits.some(isRewrite)));
  return { prose: prose.map(({ block }) => block), adapted: adapted.map(({ block }) => block) };
}

/** Whether a block has words that another language would say otherwise. What a model left as it is, it may have as names alone. */
function isToTranslate(page: EvaluatedPage, { block, author, rewrite }: PrintedBlock): boolean {
  const { language = '', chapter, book, adaptations } = page;
  if (rewrite) return true;
  let prose = proseOf(author).join('\n');
  if (isRatherIn(language, chapterLanguage(chapter, book), prose)) return false;
  const kept = termsIn(prose, book.glossary).filter(({ keepInEnglish }) => keepInEnglish);
  const forms = [...kept.flatMap(({ term, forms }) => [term, ...forms]), ...chapter.policy.mustKeep];
  for (const form of forms.sort((a, b) => b.length - a.length)) {
    prose = prose.replace(new RegExp(form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu'), ' ');
  }
  const words = prose.match(/\p{L}{2,}/gu) ?? [];
  const wasKept = adaptations.some(
    ({ block: id, state, edits, refused }) =>
      id === block.id && state === 'done' && edits.length === 0 && refused.length === 0,
  );
  return wasKept ? words.some((word) => /^\p{Ll}/u.test(word)) : words.length > 0;
}

/** Texts of models, and those that are in another language than they should be. */
export function languages(page: EvaluatedPage, { blocks }: PrintedPage): { texts: number; wrong: Violation[] } {
  const wanted = languageOfPage(page);
  const texts = blocks.flatMap(({ block, author, body, rewrite, inserts }) => {
    // A passage that its author wrote in another language than the chapter's.
    const own = page.language !== undefined || isIn(wanted, proseOf(author).join(' '));
    const written = [...(rewrite ? [{ edit: rewrite, text: body }] : []), ...inserts];
    const judged = written.filter(({ edit }) => own || edit.language !== undefined);
    return judged.map(({ text }) => ({ block: block.id, text }));
  });
  const wrong = texts.flatMap(({ block, text }): Violation[] => {
    const bad = proseOf(text).find((run) => !isIn(wanted, run));
    if (bad === undefined) return [];
    return [{ rule: 'language', block, message: `this is not in ${wanted}: ${JSON.stringify(bad.slice(0, 80))}` }];
  });
  return { texts: texts.length, wrong };
}

/** Glossary terms on the page that this reader needs explained, and those that a gloss, an insert, a rewrite or a primer explains. */
export function termCoverage(
  page: EvaluatedPage,
  { author, blocks }: PrintedPage,
): { needed: string[]; explained: string[] } {
  const { book, projection, variant, planned, chapter } = page;
  const needed = termsIn(proseOf(author).join('\n'), book.glossary).filter((term) => isNeeded(term, projection));
  const shownPrimers = chapter.blocks
    .filter(
      ({ id, mark }) =>
        mark?.primer !== undefined && variant.edits.some((edit) => edit.block === id && edit.action === 'show'),
    )
    .flatMap(({ mark }) => book.primers.get(mark?.primer ?? '')?.source ?? []);
  const beside = [...blocks.flatMap(({ inserts }) => inserts.map(({ text }) => text)), ...shownPrimers];
  const texts = beside.map((text) => proseOf(text).join('\n'));
  const isExplained = (term: GlossaryTerm): boolean =>
    variant.edits.some((edit) => edit.action === 'gloss' && edit.term === term.term) ||
    texts.some((text) => mentions(text, term)) ||
    blocks.some(({ block, rewrite, body }) => {
      const entry = planned.find((plan) => plan.block === block.id)?.entry;
      const names = entry?.terms.some((name) => mentions(name, term)) === true;
      return rewrite !== undefined && names && mentions(proseOf(body).join('\n'), term);
    });
  const nameOf = ({ term }: GlossaryTerm): string => term;
  return { needed: needed.map(nameOf), explained: needed.filter(isExplained).map(nameOf) };
}

import type { Edit } from '@attune/contract';
import { markOf } from '../../parse/mask-text.ts';
import { MARK } from '../../text/index.ts';
import type { Chapter } from '../../types.ts';
import { blockById } from '../block-by-id.ts';
import { type Check, type Fault, verdictOf } from '../check.ts';
import { sourcesOf } from '../reading.ts';

/**
 * What stands behind a mark is the author's code, formula or link: each is in its leaf exactly once, neither lost nor doubled nor moved to
 * another. Languages reorder, so their order is free. An insert may name those of its block. Every other text field has none that the
 * author's sentence does not have: a raw mark reached a page through a field that quoted the source (traps.md).
 */
export const placeholders: Check = {
  name: 'placeholders',
  version: 1,
  check(edit, chapter) {
    const block = blockById(chapter, edit.block);
    if (!block) return undefined;
    const sources = sourcesOf(chapter, block);
    const marks = sources.map(({ text }) => marksIn(text).map(({ mark }) => mark));
    const faults = otherFields(edit, chapter).flatMap((text) => judge(text, []));
    if (edit.action === 'rewrite' || edit.action === 'correct') {
      edit.texts?.slice(0, marks.length).forEach((text, leaf) => {
        const own = judge(text, marks[leaf] ?? []);
        const missing = (marks[leaf] ?? []).filter((mark) => !text.includes(mark));
        faults.push(...own.map((fault) => ({ ...fault, leaf })));
        if (missing.length > 0) faults.push({ leaf, message: `${missing.join(' ')} is missing` });
      });
    } else if (edit.text !== undefined) {
      const atoms = edit.action === 'insert' ? block.leaves.flatMap((leaf) => leaf.masks.map(markOf)) : marks.flat();
      faults.push(...judge(edit.text, edit.action === 'gloss' ? [] : atoms), ...halfLinks(edit.text, atoms));
    }
    if (edit.original !== undefined) faults.push(...judge(edit.original, marks.flat()));
    return verdictOf(faults);
  },
};

interface Found {
  readonly mark: string;
  readonly offset: number;
}
const marksIn = (text: string): Found[] =>
  [...text.matchAll(MARK)].map(({ 0: mark, index }) => ({ mark, offset: index }));

/** Fields that are shown as they are. */
const otherFields = ({ action, label, term, form }: Edit, { source }: Chapter): string[] =>
  action === 'fold' || action === 'show' || action === 'hide' || /[⟦⟧]/.test(source)
    ? []
    : [label, term, form].filter((text) => text !== undefined);

/** Marks that are not among the allowed, or stand twice; brackets that are no mark. */
function judge(text: string, allowed: readonly string[]): Fault[] {
  const seen = new Set<string>();
  const faults: Fault[] = marksIn(text).flatMap(({ mark, offset }) => {
    const twice = seen.has(mark);
    seen.add(mark);
    if (!allowed.includes(mark)) return [{ offset, message: `${mark} stands for nothing here` }];
    return twice ? [{ offset, message: `${mark} stands here twice` }] : [];
  });
  const broken = text.replace(MARK, (mark) => '.'.repeat(mark.length)).search(/[⟦⟧]/);
  return broken < 0 ? faults : [...faults, { offset: broken, message: 'a broken mark' }];
}

/** Of a link in an insert both marks or none. */
function halfLinks(text: string, allowed: readonly string[]): Fault[] {
  return allowed.flatMap((mark) => {
    if (!mark.startsWith('⟦/')) return [];
    const open = mark.replace('/', '');
    return text.includes(open) === text.includes(mark) ? [] : [{ message: `${open} and ${mark} stand together` }];
  });
}

import { blockById } from '../block-by-id.ts';
import type { Check } from '../check.ts';

const INSERTED = new Set(['primer', 'note', 'example', 'table']);

/**
 * A rewrite has a text for each leaf of its block, in order: one too few and every item after it would stand in another's place. An insert
 * has one text and says where it stands and what it is.
 */
export const leafCount: Check = {
  name: 'leaf-count',
  version: 1,
  structural: true,
  check({ action, block, texts, text, position, kind }, chapter) {
    if (action === 'insert') {
      if (!text?.trim()) return 'an insert needs a text';
      if (position === undefined) return 'an insert needs a position: before or after';
      return kind === undefined || !INSERTED.has(kind) ? `an insert is one of ${[...INSERTED].join(', ')}` : undefined;
    }
    if (action !== 'rewrite' && action !== 'correct') return undefined;
    const expected = blockById(chapter, block)?.leaves.length ?? 0;
    if (expected === 0) return undefined;
    if (texts?.length !== expected) return `the block has ${expected} texts, the edit ${texts?.length ?? 0}`;
    const blank = texts.flatMap((own, leaf) => (own.trim() === '' ? [{ leaf, message: 'the text is empty' }] : []));
    return blank.length > 0 ? blank : undefined;
  },
};

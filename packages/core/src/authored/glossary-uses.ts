import type { Block, Glossary, GlossaryTerm } from '../types.ts';

/** A term standing in a block's prose, in the form the text has it. */
export interface TermUse {
  readonly block: Block;
  readonly term: GlossaryTerm;
  readonly form: string;
  /** Whether the form stands nowhere before in the block, also not within a longer term: where a reader's page will find it. */
  readonly isFirstInBlock: boolean;
}

interface Form {
  readonly term: GlossaryTerm;
  readonly written: string;
  /** Matches the form where it is put, white space of any kind between words, nothing that goes on the word behind it. */
  readonly pattern: RegExp;
  /** How far before its first word the form begins: 1 in `.NET`. */
  readonly prefix: number;
}

/** Forms by their first word in lower case, longest first, so that "action server" is not read as "action". */
type FormsByWord = ReadonlyMap<string, readonly Form[]>;

const indexes = new WeakMap<Glossary, FormsByWord>();

const hasCapital = (form: string): boolean => /\p{Lu}/u.test(form);
const isWordBefore = (text: string, at: number): boolean => at > 0 && /[\p{L}\p{N}_-]/u.test(text[at - 1] as string);

function formsOf(glossary: Glossary): FormsByWord {
  const known = indexes.get(glossary);
  if (known) return known;
  const all = glossary.terms.flatMap((term) => [term.term, ...term.forms].map((written) => ({ term, written })));
  const byWord = new Map<string, Form[]>();
  for (const { term, written } of all.sort((a, b) => b.written.length - a.written.length)) {
    const first = written.match(/[\p{L}\p{N}_]+/u);
    if (!first) continue;
    const escaped = written.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ +/g, '\\s+');
    const pattern = new RegExp(`${escaped}(?![\\p{L}\\p{N}_-])`, 'iuy');
    const word = first[0].toLowerCase();
    byWord.set(word, [...(byWord.get(word) ?? []), { term, written, pattern, prefix: first.index ?? 0 }]);
  }
  indexes.set(glossary, byWord);
  return byWord;
}

interface Found {
  readonly term: GlossaryTerm;
  readonly form: string;
  readonly at: number;
}

/** The terms in a run of text, in order and not overlapping. */
function termsIn(text: string, forms: FormsByWord): Found[] {
  const found: Found[] = [];
  let end = 0;
  for (const word of text.matchAll(/[\p{L}\p{N}_]+/gu)) {
    for (const { term, written, pattern, prefix } of forms.get(word[0].toLowerCase()) ?? []) {
      const at = word.index - prefix;
      if (at < end || isWordBefore(text, at)) continue;
      pattern.lastIndex = at;
      const form = pattern.exec(text)?.[0];
      // A form with capitals is a name or an abbreviation: it matches as it is written.
      if (form === undefined || (hasCapital(written) && form.replace(/\s+/g, ' ') !== written)) continue;
      found.push({ term, form, at });
      end = at + form.length;
      break;
    }
  }
  return found;
}

/** Where a form first stands by itself in a text; -1 where it does not. The theme looks for it by the same rule. */
function firstPlace(text: string, form: string): number {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    if (!isWordBefore(text, at) && !/^[\p{L}\p{N}_-]/u.test(text.slice(at + form.length))) return at;
  }
  return -1;
}

/** All uses of glossary terms in the prose of blocks, in order; not in headings, code, links or the labels of containers. */
export function usesOf(blocks: readonly Block[], glossary: Glossary): TermUse[] {
  const forms = formsOf(glossary);
  const inBlock = (block: Block): TermUse[] => {
    if (block.kind === 'heading' || block.kind === 'container') return block.children.flatMap(inBlock);
    const runs = block.leaves.flatMap((leaf) => leaf.words);
    const own = runs.flatMap((text, index) =>
      termsIn(text, forms).map(({ term, form, at }): TermUse => {
        const isBefore = runs.slice(0, index).some((run) => firstPlace(run, form) >= 0);
        return { block, term, form, isFirstInBlock: !isBefore && firstPlace(text, form) === at };
      }),
    );
    return [...own, ...block.children.flatMap(inBlock)];
  };
  return blocks.flatMap(inBlock);
}

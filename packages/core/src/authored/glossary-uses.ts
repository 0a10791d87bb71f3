import type { Block, Glossary, GlossaryTerm } from '../types.ts';

/** A term standing in a block's prose, in the form the text has it. */
export interface TermUse {
  readonly block: Block;
  readonly term: GlossaryTerm;
  readonly form: string;
}

interface Matcher {
  readonly pattern: RegExp;
  readonly termOf: (found: string) => GlossaryTerm | undefined;
}

const matchers = new WeakMap<Glossary, Matcher>();

const hasCapital = (form: string): boolean => /\p{Lu}/u.test(form);
const fold = (form: string): string => form.toLowerCase().replace(/\s+/g, ' ');

/** One pattern for all forms, longest first, so that "action server" is not read as "action". */
function matcherOf(glossary: Glossary): Matcher {
  const known = matchers.get(glossary);
  if (known) return known;
  const terms = new Map<string, { term: GlossaryTerm; form: string }>();
  for (const term of glossary.terms) {
    for (const form of [term.term, ...term.forms]) terms.set(fold(form), { term, form });
  }
  const escape = (form: string): string => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '\\s+');
  const forms = [...terms.keys()].sort((a, b) => b.length - a.length).map(escape);
  const body = forms.length > 0 ? forms.join('|') : '(?!)';
  const matcher: Matcher = {
    pattern: new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${body})(?![\\p{L}\\p{N}_-])`, 'giu'),
    termOf: (found) => {
      const entry = terms.get(fold(found));
      // A form with capitals is a name or an abbreviation: it matches as it is written.
      return entry && (!hasCapital(entry.form) || entry.form === found.replace(/\s+/g, ' ')) ? entry.term : undefined;
    },
  };
  matchers.set(glossary, matcher);
  return matcher;
}

/** All uses of glossary terms in the prose of blocks, in order; not in headings, code, links or the labels of containers. */
export function usesOf(blocks: readonly Block[], glossary: Glossary): TermUse[] {
  const { pattern, termOf } = matcherOf(glossary);
  const inBlock = (block: Block): TermUse[] => {
    if (block.kind === 'heading' || block.kind === 'container') return block.children.flatMap(inBlock);
    const own = block.leaves.flatMap((leaf) =>
      leaf.words.flatMap((words) =>
        [...words.matchAll(pattern)].flatMap(([form]) => {
          const term = termOf(form);
          return term ? [{ block, term, form }] : [];
        }),
      ),
    );
    return [...own, ...block.children.flatMap(inBlock)];
  };
  return blocks.flatMap(inBlock);
}

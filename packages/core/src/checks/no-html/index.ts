import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';

/** Tags, comments, entities that would be tags, expressions in braces, lines of modules. `a < b` and `<100 ms` are text. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/<\/?[a-zA-Z][\w.:-]*(?:\s[^<>]*)?\/?>|<\/?>/g, 'a tag'],
  [/<(?:\/[a-zA-Z]|[a-zA-Z][\w.:-]*\s+[\w-]+\s*=|script|style|iframe)/gi, 'a tag'],
  [/<!--|-->|<!\[CDATA|<!doctype|<\?\w/gi, 'a comment or declaration'],
  [/&lt;\/?[a-z]\w*|&#(?:0*60|x0*3c);?/gi, 'a tag in disguise'],
  [/\{[^{}\n]*\}|\{\{|\}\}|\$\{/g, 'an expression'],
  [
    /^[ \t]*(?:import\s+(?:[\w*{][^\n]*\sfrom\s+)?["']|export\s+(?:default|const|let|function|class|\{))/gm,
    'a line of a module',
  ],
  [/^:::+\s*\w*|^::\w+/gm, 'a directive'],
];

/** What an author did not write as markup is none: it would show as it is, or run where it is compiled. */
export const noHtml: Check = {
  name: 'no-html',
  version: 1,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, ({ text, source }) => {
      const prose = withoutCode(text);
      return FOREIGN.flatMap(([pattern, what]) =>
        [...prose.matchAll(pattern)]
          .filter(([found]) => !source?.text.includes(found))
          .map(({ 0: found, index }): Fault => ({ offset: index, message: `${what}: ${found}` })),
      );
    }),
};

/** Code shows as it is, and is judged by whether the author has it. Blanks in its place, so that offsets stay. */
const withoutCode = (text: string): string =>
  text.replace(/(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, (code) => code.replace(/[^\n]/g, ' '));

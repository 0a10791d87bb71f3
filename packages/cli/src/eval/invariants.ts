import type { PrintedBlock, PrintedPage } from './printed-page.ts';
import { factsOf, type Facts, type Heading, proseOf } from './reading/read-markdown.ts';
import { numbersIn, type NumberRead, numberWordsIn } from './reading/numbers.ts';
import { withoutMarks } from './reading/without-marks.ts';
import { keeps, termsIn } from './reading/terms.ts';
import type { EvaluatedPage, Invariant, Tally, Violation } from './types.ts';

/** One look at one thing that must stay. */
export interface Finding {
  readonly rule: Invariant;
  /** How many items were looked at. */
  readonly checked: number;
  /** What is wrong, an item a text. */
  readonly broken: readonly string[];
  readonly block?: string;
}

export const tallyOf = (findings: readonly Finding[], name: Invariant): Tally => {
  const own = findings.filter(({ rule }) => rule === name);
  return {
    checked: own.reduce((sum, { checked }) => sum + checked, 0),
    broken: own.reduce((sum, { broken }) => sum + broken.length, 0),
  };
};

export const violationsIn = (findings: readonly Finding[]): Violation[] =>
  findings.flatMap(({ rule, broken, block }) =>
    broken.map((message) => ({ rule, message, ...(block === undefined ? {} : { block }) })),
  );

/** Compares a printed page with its author's, from the texts alone. */
export const invariantsOf = (page: EvaluatedPage, printed: PrintedPage): Finding[] => [
  ...wholePage(page, printed),
  ...printed.blocks.flatMap((block) => [...numbers(page, block), ...terms(page, block)]),
];

const KINDS = ['fences', 'inlineCode', 'math', 'tags', 'links', 'images'] as const;

const short = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);

function wholePage(page: EvaluatedPage, printed: PrintedPage): Finding[] {
  const isMdx = !page.chapter.plainMarkdown;
  const [author, body, reader] = [printed.author, printed.body, printed.reader].map((text) => factsOf(text, isMdx)) as [
    Facts,
    Facts,
    Facts,
  ];
  const glossary = factsOf(glossed(page), isMdx);
  const found = KINDS.map((rule): Finding => {
    const mayAdd = rule === 'fences' && page.chapter.policy.allow.includes('generatedCode');
    const lost = minus(author[rule], body[rule]);
    // A rewrite may name code of the author's once more.
    const doubled = rule === 'inlineCode' ? [] : minus(body[rule], author[rule]);
    const known = new Set([...author[rule], ...glossary[rule]]);
    // A note beside code quotes it, piece by piece: what stands in the chapter letter by letter is the author's.
    const isQuoted = (item: string): boolean => rule === 'inlineCode' && page.chapter.source.includes(item);
    const added = mayAdd ? [] : [...body[rule], ...reader[rule]].filter((item) => !known.has(item) && !isQuoted(item));
    return { rule, checked: author[rule].length, broken: told(lost, [...doubled, ...added]) };
  });
  const named = (heading: Heading): string =>
    `h${heading.depth} #${heading.id ?? (page.language === undefined ? heading.slug : '')}`;
  const [before, after, all] = [author, body, reader].map(({ headings }) => headings.map(named)) as [
    string[],
    string[],
    string[],
  ];
  const moved =
    before.join('\n') !== after.join('\n') && minus(before, after).length + minus(after, before).length === 0;
  const broken = [...told(minus(before, after), [...minus(after, before), ...minus(all, before)])];
  return [
    ...found,
    { rule: 'headings', checked: before.length, broken: moved ? ['the headings are in another order'] : broken },
    ...ofEveryReader(page, author, isMdx),
  ];
}

/**
 * The author's page for this reader against the source itself: all that stands outside of marks is on it, and nothing is that is in neither
 * the source nor a primer.
 */
function ofEveryReader({ chapter, book }: EvaluatedPage, author: Facts, isMdx: boolean): Finding[] {
  const common = factsOf(withoutMarks(chapter.source), isMdx);
  const all = [chapter.source, ...[...book.primers.values()].map(({ source }) => source)].map((text) =>
    factsOf(text, isMdx),
  );
  const kinds = KINDS.map((rule): Finding => {
    const known = new Set(all.flatMap((facts) => facts[rule]));
    // A fold is printed as `details`, a mark not at all.
    const [lost, added] =
      rule === 'tags'
        ? [minus(common.tags.filter(isNoDirective), author.tags), []]
        : [minus(common[rule], author[rule]), author[rule].filter((item) => !known.has(item))];
    return { rule, checked: common[rule].length, broken: told(lost, added) };
  });
  const named = ({ depth, id, base }: Heading): string => `h${depth} #${id ?? base}`;
  const lost = minus(common.headings.map(named), author.headings.map(named));
  return [...kinds, { rule: 'headings', checked: common.headings.length, broken: told(lost, []) }];
}

const isNoDirective = (tag: string): boolean => !/^[ \t>]*::/.test(tag);

const told = (lost: readonly string[], added: readonly string[]): string[] => [
  ...lost.map((item) => `${short(item)} is lost`),
  ...[...new Set(added)].map((item) => `${short(item)} is new`),
];

/** What is in `all` more often than in `others`. */
function minus(all: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return all.filter((item) => {
    const at = rest.indexOf(item);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

/** What authors say of their own terms. */
const glossed = ({ variant, book }: EvaluatedPage): string =>
  variant.edits
    .filter(
      ({ action, text }) =>
        action === 'gloss' &&
        book.glossary.terms.some(({ definitions }) =>
          Object.values(definitions).some((by) => Object.values(by).includes(text ?? '')),
        ),
    )
    .map(({ text }) => text)
    .join('\n\n');

const ORDINAL = /\b\d+(?:st|nd|rd|th)\b/g;
const proseIn = (markdown: string): string => proseOf(markdown).join('\n');
const pair = ({ value, unit }: NumberRead): string => (unit === undefined ? value : `${value} ${unit}`);

/** The numbers of what a model wrote: a rewrite has the author's and no others, a note those of the chapter, an example any. */
function numbers(page: EvaluatedPage, { block, author, body, rewrite, inserts }: PrintedBlock): Finding[] {
  const rewritten = rewrite
    ? [inRewrite(author, body, rewrite.action === 'correct' ? (rewrite.original ?? '') : undefined)]
    : [];
  const known = valuesIn(page.chapter.source);
  const inserted = inserts
    .filter(({ edit }) => edit.kind !== 'example')
    .map(({ text }) => {
      const found = numbersIn(proseIn(text));
      return { checked: found.length, broken: told([], found.filter(({ value }) => !known.has(value)).map(pair)) };
    });
  return [...rewritten, ...inserted].map((finding) => ({ rule: 'numbers' as const, block: block.id, ...finding }));
}

const valuesIn = (text: string): Set<string> =>
  new Set([...numbersIn(text).flatMap(({ value }) => [value, value.replace('-', '')]), ...numberWordsIn(text)]);

/** `corrected`: the author's words that a correction replaces, whose numbers may go and others come. */
function inRewrite(author: string, body: string, corrected?: string): Omit<Finding, 'rule'> {
  const before = numbersIn(proseIn(author).replace(ORDINAL, ' '));
  const after = numbersIn(proseIn(body));
  const words = numberWordsIn(proseIn(body));
  const free = new Set(numbersIn(corrected ?? '').map(({ value }) => value));
  const lost = before.filter((wanted) => {
    if (free.has(wanted.value)) return false;
    const same = after.filter(({ value }) => value === wanted.value);
    if (same.length === 0) return !words.has(wanted.value);
    const units = same.flatMap(({ unit }) => unit ?? []);
    return wanted.unit !== undefined && units.length === same.length && !units.includes(wanted.unit);
  });
  const known = valuesIn(author);
  const added = corrected === undefined ? after.filter(({ value }) => !known.has(value)) : [];
  return { checked: before.length, broken: told([...new Set(lost.map(pair))], added.map(pair)) };
}

/** Terms that stay in every language: those that the glossary keeps in English, and those that the chapter's policy names. */
function terms({ book, chapter }: EvaluatedPage, { block, author, body, rewrite }: PrintedBlock): Finding[] {
  if (!rewrite) return [];
  const [before, after] = [proseIn(author), proseIn(body)];
  const found = termsIn(before, book.glossary).filter(({ keepInEnglish }) => keepInEnglish);
  const named = chapter.policy.mustKeep.filter((term) => before.toLowerCase().includes(term.toLowerCase()));
  const lost = [
    ...found.filter((term) => !keeps(after, term)).map(({ term }) => term),
    ...named.filter((term) => !after.toLowerCase().includes(term.toLowerCase())),
  ];
  return [{ rule: 'terms', block: block.id, checked: found.length + named.length, broken: told(lost, []) }];
}

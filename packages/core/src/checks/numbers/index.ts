import type { Edit } from '@attune/contract';
import type { Chapter } from '../../types.ts';
import type { Check, Fault } from '../check.ts';
import { faultsIn } from '../faults-in.ts';
import type { Passage } from '../reading.ts';
import { looseNumbersIn, numbersIn, type NumberUse, numberWordsIn } from './read-numbers.ts';

/**
 * Numbers, with their units and versions, are claims of the author's: a rewrite has all of them and no others ("a few hundred dollars"
 * became "a thousand dollars" in every translation of one book). They may repeat: what must stay is compared with what is there. Examples
 * may bring their own, and so may what a correction puts in place of the statement it corrects.
 */
export const numbers: Check = {
  name: 'numbers',
  version: 2,
  check: (edit, chapter, book) =>
    faultsIn(edit, chapter, book, (passage) =>
      passage.source ? [...lost(edit, passage), ...added(edit, passage, chapter)] : invented(edit, passage, chapter),
    ),
};

const pair = ({ value, unit }: NumberUse): string => (unit === undefined ? value : `${value} ${unit}`);

function lost(edit: Edit, { read, source, text }: Passage): Fault[] {
  const written = numbersIn(read.plain);
  const corrected =
    edit.action === 'correct' ? new Set(numbersIn(edit.original ?? '').map(({ value }) => value)) : undefined;
  const faults = numbersIn(source?.plain ?? '')
    .filter(({ ordinal, value }) => ordinal !== true && corrected?.has(value) !== true)
    .filter((wanted) => !isKept(wanted, written, isTranslation(edit)))
    .map((wanted) => ({ message: `${pair(wanted)} is lost` }));
  return [...faults, ...(corrected ? [] : changedWords(source?.plain ?? '', read.plain, text))];
}

/** Whether it is in another language than English, of whose units we know some names. */
const isTranslation = ({ language = 'en' }: Edit): boolean => !/^en\b/i.test(language);

function isKept(wanted: NumberUse, written: readonly NumberUse[], translated: boolean): boolean {
  const same = written.filter(({ value, parts }) => value === wanted.value || parts?.includes(wanted.value));
  if (wanted.parts !== undefined && same.length === 0)
    return wanted.parts.every((part) => written.some(({ value }) => value === part));
  if (wanted.unit === undefined) return same.length > 0;
  // A unit in words that we do not know is taken for the same; another unit, or none, is not.
  return same.some(
    ({ unit, other }) =>
      unit === wanted.unit || (unit === undefined && other !== undefined && isWord(other, translated)),
  );
}

/** A name of a unit in another language: a word that is no code letter. */
const isWord = (other: string, translated: boolean): boolean =>
  /(?![\p{Script=Latin}\p{Script=Greek}])\p{L}/u.test(other) || (translated && /^\p{L}{3,}/u.test(other));

/** Number words: one that went while another came is a change; one that went or came alone is a turn of phrase. */
function changedWords(source: string, plain: string, text: string): Fault[] {
  const values = (prose: string): string[] => [...numberWordsIn(prose), ...numbersIn(prose).map(({ value }) => value)];
  const before = new Set(values(source));
  const after = new Set(values(plain));
  const came = numberWordsIn(plain).find((value) => !before.has(value));
  const went = numberWordsIn(source).find((value) => !after.has(value));
  const isPart = (value: string): boolean => Number(value) >= Number(came) && Number(value) % Number(came) === 0;
  const isGreat = came !== undefined && came.length > 2 && ![...before].some(isPart);
  if (came === undefined || (went === undefined && !isGreat)) return [];
  return [
    { message: went === undefined ? `${came} is new` : `${went} became ${came}`, offset: Math.max(0, text.length - 1) },
  ];
}

function added(edit: Edit, { read, source }: Passage, { source: all }: Chapter): Fault[] {
  if (edit.action === 'correct' || !source) return [];
  const raw = all.slice(source.leaf.start, source.leaf.end).replace(/\]\([^)]*\)/g, ']');
  const visible = numbersIn(source.plain);
  const hidden = new Set(
    source.leaf.masks.flatMap(({ start, end }) => numbersIn(all.slice(start, end))).map(({ value }) => value),
  );
  const words = new Set([...numberWordsIn(raw), ...(isTranslation(edit) ? looseNumbersIn(source.plain) : [])]);
  return foreign(read.plain, visible, (value) => hidden.has(value) || words.has(value));
}

function foreign(plain: string, known: readonly NumberUse[], isFree: (value: string) => boolean): Fault[] {
  const isKnown = (use: NumberUse): boolean =>
    isFree(use.value) ||
    known.some(
      ({ value, parts, unit }) =>
        (value === use.value || parts?.includes(use.value) === true) &&
        (use.unit === undefined || unit === undefined || unit === use.unit),
    ) ||
    (use.parts?.every((part) => isFree(part) || known.some(({ value }) => value === part)) ?? false);
  return numbersIn(plain)
    .filter((use) => !isKnown(use))
    .map((use) => ({ message: `${pair(use)} is new` }));
}

const known = new WeakMap<Chapter, { uses: NumberUse[]; words: Set<string>; loose: Set<string> }>();

/** What an insert says has its numbers from the chapter: prose with its units, code and formulas as they are. */
function invented(edit: Edit, { read }: Passage, chapter: Chapter): Fault[] {
  // A worked example has its own numbers, and why something is wrong may need the right one.
  if (edit.kind === 'example' || edit.action === 'correct') return [];
  let numbersOf = known.get(chapter);
  if (!numbersOf) {
    const code = chapter.source.match(/```[^]*?```|\$\$[^]*?\$\$|\$[^$\n]+\$|`[^`\n]+`|https?:\S+/g)?.join('\n') ?? '';
    numbersOf = {
      uses: numbersIn(chapter.source),
      words: new Set(numberWordsIn(chapter.source)),
      loose: new Set(numbersIn(code).map(({ value }) => value)),
    };
    known.set(chapter, numbersOf);
  }
  const { uses, words, loose } = numbersOf;
  return foreign(read.plain, uses, (value) => words.has(value) || loose.has(value));
}

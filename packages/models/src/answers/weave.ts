/** Words of ours beside some of the author's, or in their place. One of `after`, `before` and `instead` quotes the author's. */
export interface Change {
  readonly after?: string | undefined;
  readonly before?: string | undefined;
  readonly instead?: string | undefined;
  readonly say: string;
}

interface Splice {
  readonly text: number;
  readonly from: number;
  readonly to: number;
  readonly put: string;
}

/** The author's texts with what a model says at places that it quotes, or why that cannot be done. What is not named stays letter by letter. */
export function weave(texts: readonly string[], changes: readonly Change[]): string[] | string {
  const splices: Splice[] = [];
  for (const change of changes) {
    const splice = spliceOf(texts, change);
    if (typeof splice === 'string') return splice;
    const clash = splices.some(({ text, from, to }) => text === splice.text && from < splice.to && splice.from < to);
    if (clash) return `two changes are at the same words: ${quotedBy(change)}`;
    splices.push(splice);
  }
  return texts.map((text, index) => {
    // From the end, so that places stay where they are; of several at one place the first said comes first, and all before what is replaced.
    const own = splices
      .filter((splice) => splice.text === index)
      .toSorted((one, other) => one.from - other.from || one.to - other.to);
    return own.reduceRight((woven, { from, to, put }) => woven.slice(0, from) + put + woven.slice(to), text);
  });
}

const quotedBy = ({ after, before, instead }: Change): string => after ?? before ?? instead ?? '';

function spliceOf(texts: readonly string[], change: Change): Splice | string {
  const { after, before, instead, say } = change;
  if ([after, before, instead].filter((words) => words !== undefined).length !== 1)
    return 'a change has one of after, before and instead';
  const quoted = quotedBy(change);
  const [first = '', last, ...more] = quoted.split(GAP);
  if (more.length > 0) return `“${quoted}” leaves out more than one stretch: put … only once`;
  const found = texts.flatMap((text, index) =>
    stretchesIn(text, first, last).map((stretch) => ({ index, ...stretch })),
  );
  const [place] = found;
  if (!place) return `“${quoted}” does not stand in the block: quote it letter by letter, with its ⟦n⟧`;
  if (found.length > 1) return `“${quoted}” stands in the block ${found.length} times: quote more words round it`;
  const text = texts[place.index] ?? '';
  if (instead !== undefined) return { text: place.index, from: place.from, to: place.to, put: say };
  return { text: place.index, ...(after === undefined ? aheadOf(text, place.from, say) : behind(text, place.to, say)) };
}

/** For whatever stands between two quoted pieces. */
const GAP = /\s+(?:…|\.\.\.)\s+/;
const WORD_BEGINS = String.raw`(?<![\p{L}\p{N}])`;
const WORD_ENDS = String.raw`(?![\p{L}\p{N}])`;

/** The author's own words at a quoted place, as they stand there. */
export function quotedIn(texts: readonly string[], words: string): string | undefined {
  const [first = '', last] = words.split(GAP);
  return texts.flatMap((text) => stretchesIn(text, first, last).map(({ from, to }) => text.slice(from, to)))[0];
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where a piece stands, or all from one to the next of another. One pass over each: what is quoted is a model's, and may be anything. */
function stretchesIn(text: string, first: string, last: string | undefined): Stretch[] {
  const starts = placesOf(text, first);
  if (last === undefined) return starts;
  const ends = placesOf(text, last);
  const stretches: Stretch[] = [];
  let next = 0;
  for (const { from, to } of starts) {
    if (from < (stretches.at(-1)?.to ?? 0)) continue;
    while ((ends[next]?.from ?? Infinity) < to) next += 1;
    const end = ends[next];
    if (end) stretches.push({ from, to: end.to });
  }
  return stretches;
}

function placesOf(text: string, words: string): Stretch[] {
  return [...text.matchAll(patternOf(words.trim()))].map(({ 0: found, index }) => ({
    from: index,
    to: index + found.length,
  }));
}

/** Words as they may be spelled: blanks, quotation marks and apostrophes of any kind. */
function patternOf(words: string): RegExp {
  const pattern = words
    .replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
    .replace(/\s+/g, String.raw`\s+`)
    .replace(/["“”]/g, '["“”]')
    .replace(/['‘’]/g, "['‘’]");
  const [begins, ends] = [/^[\p{L}\p{N}]/u.test(words), /[\p{L}\p{N}]$/u.test(words)];
  return new RegExp(`${begins ? WORD_BEGINS : ''}${pattern}${ends ? WORD_ENDS : ''}`, 'gu');
}

/** What goes on with the author's sentence: an apposition, a bracket. */
const goesOn = (say: string): boolean => /^[\p{Ll}(,;:–—]/u.test(say);
/** What closes round or after a word: marks, brackets, the end of a link, the full stop. */
const CLOSING = /^(?:[*_"”’)\]]|⟦\/\d+⟧)*[.!?:;]?(?:[*_"”’)\]]|⟦\/\d+⟧)*/;
/** The same without a full stop: what goes on, or begins when a sentence has ended, stands outside of the author's marks too. */
const MARKS = /^(?:[*_"”]|⟦\/\d+⟧)*/;
const OPENING = /(?:[*_"“‘([]|⟦\d+⟧(?=[^]*⟦\/))*$/;

function behind(text: string, end: number, say: string): Omit<Splice, 'text'> {
  const isEnded = /[.!?]["”’)*_]*$/.test(text.slice(0, end));
  const closing = goesOn(say) || isEnded ? MARKS : CLOSING;
  const at = end + (closing.exec(text.slice(end))?.[0].length ?? 0);
  const blank = /^[,;:]/.test(say) ? '' : ' ';
  const joins = /^(?:$|[\s,;.:!?)])/.test(text.slice(at));
  return { from: at, to: at, put: `${blank}${say}${joins ? '' : ' '}` };
}

function aheadOf(text: string, start: number, say: string): Omit<Splice, 'text'> {
  const at = start - (OPENING.exec(text.slice(0, start))?.[0].length ?? 0);
  return { from: at, to: at, put: `${say} ` };
}

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
    // From the end, so that places stay where they are; of several at one place the first said comes first.
    const own = splices.filter((splice) => splice.text === index).toSorted((one, other) => one.from - other.from);
    return own.reduceRight((woven, { from, to, put }) => woven.slice(0, from) + put + woven.slice(to), text);
  });
}

const quotedBy = ({ after, before, instead }: Change): string => after ?? before ?? instead ?? '';

function spliceOf(texts: readonly string[], change: Change): Splice | string {
  const { after, before, instead, say } = change;
  if ([after, before, instead].filter((words) => words !== undefined).length !== 1)
    return 'a change has one of after, before and instead';
  const quoted = quotedBy(change);
  const pattern = patternOf(quoted);
  const found = texts.flatMap((text, index) =>
    [...text.matchAll(pattern)].map((match) => ({ index, from: match.index, to: match.index + match[0].length })),
  );
  const [place] = found;
  if (!place) return `“${quoted}” does not stand in the block: quote it letter by letter, with its ⟦n⟧`;
  if (found.length > 1) return `“${quoted}” stands in the block ${found.length} times: quote more words round it`;
  const text = texts[place.index] ?? '';
  if (instead !== undefined) return { text: place.index, from: place.from, to: place.to, put: say };
  return { text: place.index, ...(after === undefined ? aheadOf(text, place.from, say) : behind(text, place.to, say)) };
}

const WORD_BEGINS = String.raw`(?<![\p{L}\p{N}])`;
const WORD_ENDS = String.raw`(?![\p{L}\p{N}])`;

/** The words as they may be spelled: blanks, quotation marks and apostrophes of any kind; ` … ` for whatever stands between. */
function patternOf(words: string): RegExp {
  const parts = words.split(/\s+(?:…|\.\.\.)\s+/).map((part) =>
    part
      .trim()
      .replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
      .replace(/\s+/g, String.raw`\s+`)
      .replace(/["“”]/g, '["“”]')
      .replace(/['‘’]/g, "['‘’]"),
  );
  const [begins, ends] = [/^[\p{L}\p{N}]/u.test(words), /[\p{L}\p{N}]$/u.test(words)];
  return new RegExp(`${begins ? WORD_BEGINS : ''}${parts.join('[^]*?')}${ends ? WORD_ENDS : ''}`, 'gu');
}

/** What goes on with the author's sentence: an apposition, a bracket. */
const goesOn = (say: string): boolean => /^[\p{Ll}(,;:–—]/u.test(say);
/** What closes round or after a word: marks, brackets, the end of a link, the full stop. */
const CLOSING = /^(?:[*_"”’)\]]|⟦\/\d+⟧)*[.!?:;]?(?:[*_"”’)\]]|⟦\/\d+⟧)*/;
const OPENING = /(?:[*_"“‘([]|⟦\d+⟧(?=[^]*⟦\/))*$/;

function behind(text: string, end: number, say: string): Omit<Splice, 'text'> {
  const isEnded = /[.!?]["”’)*_]*$/.test(text.slice(0, end));
  const at = goesOn(say) || isEnded ? end : end + (CLOSING.exec(text.slice(end))?.[0].length ?? 0);
  const blank = /^[,;:]/.test(say) ? '' : ' ';
  const joins = /^(?:$|[\s,;.:!?)])/.test(text.slice(at));
  return { from: at, to: at, put: `${blank}${say}${joins ? '' : ' '}` };
}

function aheadOf(text: string, start: number, say: string): Omit<Splice, 'text'> {
  const at = start - (OPENING.exec(text.slice(0, start))?.[0].length ?? 0);
  return { from: at, to: at, put: `${say} ` };
}

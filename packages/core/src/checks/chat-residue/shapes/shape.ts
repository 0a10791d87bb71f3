/** A way of talking that no page has: about the work, to whoever asked, of whoever reads. */
export interface Shape {
  readonly name: string;
  readonly pattern: RegExp;
  /** A whole chapter may be written so: then it is the author's way, wherever it comes. */
  readonly ofChapter?: true;
  /** What the author speaks of, in English, where a translation may speak so. */
  readonly about?: RegExp;
  /** Why a correction was made speaks of the author's text, and may. */
  readonly notInReasons?: true;
}

/** Alternatives, as words of their own. In them `{name}`, in small letters, stands for a list. */
export function anyOf(lists: Readonly<Record<string, string>>, ...alternatives: readonly string[]): RegExp {
  const written = alternatives.map((text) =>
    text.replace(/\{([a-z]+)\}/g, (_all, name: string) => `(?:${lists[name]})`),
  );
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${written.join('|')})`, 'iu');
}

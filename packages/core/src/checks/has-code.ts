const spaced = (text: string): string => text.replace(/\s+/g, ' ');

/** Whether a text of the author's has this code: as it stands, not as a part of a longer name. */
export function hasCode(source: string, code: string): boolean {
  const wanted = spaced(code).trim();
  if (wanted === '') return false;
  const text = spaced(source);
  const isName = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}_]/u.test(letter);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const joinsBefore = isName(text[at - 1]) && isName(wanted[0]);
    const joinsAfter = isName(text[at + wanted.length]) && isName(wanted.at(-1));
    if (!joinsBefore && !joinsAfter) return true;
  }
  return false;
}

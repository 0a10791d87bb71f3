const MARK = /^(?:for|otherwise|step|instead|basics|depth)$/;

/**
 * A chapter's source without the passages that its author marked for some readers: what every reader has on the page. Line by line, by no
 * parser.
 */
export function withoutMarks(source: string): string {
  const kept: string[] = [];
  const open: { colons: number; isMark: boolean }[] = [];
  let fence: string | undefined;
  for (const line of source.split(/\r?\n/)) {
    const inMark = open.some(({ isMark }) => isMark);
    const fenceHere = /^[ \t>]*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) fence = fenceHere;
    else if (fenceHere?.startsWith(fence) && /^[ \t>]*[`~]+\s*$/.test(line)) fence = undefined;
    const [, colons = '', name] = (fence === undefined && /^[ \t>]*(:{2,})([A-Za-z][\w-]*)?/.exec(line)) || [];
    if (colons.length > 2 && name !== undefined) open.push({ colons: colons.length, isMark: MARK.test(name) });
    const closes =
      colons.length > 2 && name === undefined && open.some((container) => container.colons <= colons.length);
    const isOf = name === 'primer' || (name !== undefined && MARK.test(name));
    if (!inMark && !isOf) kept.push(line);
    if (closes) open.splice(open.findLastIndex((container) => container.colons <= colons.length));
  }
  return kept.join('\n');
}

/**
 * A version as a judge sees it: nothing in its form tells where it comes from. No front matter, no module lines, no fence round the whole,
 * line ends and empty lines alike.
 */
export function plainPage(markdown: string): string {
  const text = withoutFrontMatter(
    markdown
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n')
      .trim(),
  );
  const fenced = /^(`{3,}|~{3,})(?:(?:markdown|mdx?)[ \t]*\n|\n(?=# |---\n))([^]*)\n\1$/.exec(text);
  const inner =
    fenced && isWhole(fenced[2] ?? '', fenced[1] ?? '') ? withoutFrontMatter(fenced[2]?.trim() ?? '') : text;
  return outsideFences(inner, (prose) =>
    withoutEscapes(
      withoutWraps(prose.replace(/^(?:import|export) .*\n?/gm, '').replace(/\n(?:[ \t]*\n){2,}/g, '\n\n')),
    ),
  )
    .replace(/[ \t]+$/gm, '')
    .trim();
}

/** A backslash that Markdown takes away would be taken for a slip by who reads the text as it stands. Code and formulas keep theirs. */
const withoutEscapes = (prose: string): string =>
  prose.replace(
    /(`[^`\n]*`|\$[^$\n]+\$)|\\([@~_:&<>{}[\]#*+-])/g,
    (_whole, kept: string | undefined, sign: string | undefined) => kept ?? sign ?? '',
  );

/** A paragraph on one line, however its lines were broken: a line of prose after a line of prose. */
const withoutWraps = (prose: string): string =>
  prose.replace(/^(?=[\p{L}*_([“"'`])[^\n]*(?:\n(?=[\p{L}*_([“"'`])[^\n]*)+/gmu, joined);
const joined = (lines: string): string => lines.replace(/[ \t]*\n/g, ' ');

const withoutFrontMatter = (text: string): string => text.replace(/^---\n(?:[^]*?\n)?---(?:\n|$)/, '').trim();

/** A text that begins and ends with a fence may also be one that begins and ends with code. */
const isWhole = (inner: string, fence: string): boolean =>
  (inner.match(new RegExp(`^${fence}`, 'gm'))?.length ?? 0) % 2 === 0;

const FENCED = /^([ \t>]*)(`{3,}|~{3,})[^\n]*\n[^]*?^\1\2[ \t]*$/gm;

function outsideFences(text: string, change: (prose: string) => string): string {
  let changed = '';
  let last = 0;
  for (const fence of text.matchAll(FENCED)) {
    changed += change(text.slice(last, fence.index)) + fence[0];
    last = fence.index + fence[0].length;
  }
  return changed + change(text.slice(last));
}

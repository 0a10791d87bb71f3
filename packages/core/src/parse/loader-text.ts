import type { Syntax } from '@attune/contract';
import { type MappedText, type Replacement, replaceRanges } from './mapped-text.ts';

/**
 * The changes that Docusaurus' loader makes to a text before it parses it (3.10, `@docusaurus/mdx-loader`,
 * `preprocessor.js`), kept track of, so that the service reads the blocks that the page is built from.
 */
export function asLoaderReads(source: string, syntax: Syntax): MappedText {
  let mapped: MappedText = { text: source };
  if (source.includes('mdx-code-block')) mapped = unwrapMdxCodeBlocks(unwrapMdxCodeBlocks(mapped, '```'), '````');
  if (syntax.headingIds && source.includes('{#')) mapped = escapeHeadingIds(mapped);
  if (source.includes(':::')) mapped = labelAdmonitionTitles(mapped, syntax.admonitions);
  return mapped;
}

/** A fence of language `mdx-code-block` hides MDX from translation platforms; the loader takes the fence away. */
function unwrapMdxCodeBlocks(mapped: MappedText, fence: string): MappedText {
  const pattern = new RegExp(
    `(^|\\r?\\n)(\\x20*${fence}\\x20*mdx-code-block\\r?\\n)(.*?)(\\r?\\n\\x20*${fence})(?:\\r?\\n|$)`,
    'gs',
  );
  const replacements: Replacement[] = [];
  for (const match of mapped.text.matchAll(pattern)) {
    const [, begin = '', opening = '', children = '', closing = ''] = match;
    const opens = match.index + begin.length;
    const closes = opens + opening.length + children.length;
    replacements.push({ start: opens, end: opens + opening.length, insert: '' });
    replacements.push({ start: closes, end: closes + closing.length, insert: '' });
  }
  return replaceRanges(mapped, replacements);
}

/** `## Title {#id}` would be an expression to MDX; the loader escapes the brace. */
function escapeHeadingIds(mapped: MappedText): MappedText {
  const replacements: Replacement[] = [];
  for (const match of mapped.text.matchAll(/(?:^|\n)#{1,6}(?!#).*/g)) {
    const brace = match[0].indexOf('{#');
    const at = match.index + brace;
    if (brace < 0 || mapped.text[at - 1] === '\\') continue;
    replacements.push({ start: at, end: at, insert: '\\' });
    // Then it takes one away where it finds two, which it believes its own.
    const twice = match[0].indexOf('\\\\{#', brace);
    if (twice >= 0) replacements.push({ start: match.index + twice, end: match.index + twice + 1, insert: '' });
  }
  return replaceRanges(mapped, replacements);
}

/** `:::note Title` becomes `:::note[Title]`, also inside code, as the loader does it. */
function labelAdmonitionTitles(mapped: MappedText, names: readonly string[]): MappedText {
  const pattern = new RegExp(`^((?:> ?)*(?: +|\\t+)?:{3,}(?:${names.join('|')}))( +)(.*)$`, 'gm');
  const replacements: Replacement[] = [];
  for (const match of mapped.text.matchAll(pattern)) {
    const [all, directive = '', spaces = ''] = match;
    const start = match.index + directive.length;
    const end = match.index + all.length;
    replacements.push({ start, end: start + spaces.length, insert: '[' });
    replacements.push({ start: end, end, insert: ']' });
  }
  return replaceRanges(mapped, replacements);
}

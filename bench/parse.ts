import { Syntax } from '@attune/contract';
import { openChapter } from '@attune/core';
import remarkComment from '@slorber/remark-comment';
import { corpusFiles, testBook } from 'attune-test-support';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkMdx from 'remark-mdx';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { median, round } from './statistics.ts';

const ROUNDS = 5;

/**
 * Reading chapters (slices, ids, masks, sections, marks) against bare remark parsing with the same extensions, file by file in turn, so
 * that both meet the same machine. `ratio` is bare time over ours: 1 is free, 0.8 the goal.
 */
export async function measureParsing(): Promise<Record<string, number | string>> {
  const files = corpusFiles();
  if (files.length === 0) return { corpus: 'ABSENT' };
  const book = testBook();
  const parse = bareParser();
  const bytes = files.reduce((sum, { source }) => sum + Buffer.byteLength(source), 0);
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    let bare = 0;
    let ours = 0;
    files.forEach(({ path, source }, index) => {
      const timeBare = (): number => (bare += timed(() => parse(source)));
      const timeOurs = (): number => (ours += timed(() => openChapter({ id: path, path, source }, book)));
      // Whoever comes second finds warmer caches: take turns.
      for (const run of index % 2 === 0 ? [timeBare, timeOurs] : [timeOurs, timeBare]) run();
    });
    return { bare, ours };
  }).slice(1);
  const bareMs = median(rounds.map((one) => one.bare));
  const oursMs = median(rounds.map((one) => one.ours));
  return {
    files: files.length,
    megabytes: round(bytes / 1e6),
    bareMs: round(bareMs, 0),
    oursMs: round(oursMs, 0),
    ratio: round(median(rounds.map((one) => one.bare / one.ours))),
    megabytesPerSecond: round(bytes / 1e3 / oursMs),
  };
}

function timed(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** As core falls back: what does not parse as MDX is parsed as Markdown. */
function bareParser(): (source: string) => unknown {
  const { comments } = Syntax.parse({});
  const create = (mdx: boolean) => {
    const processor = unified().use(remarkParse);
    if (mdx) processor.use(remarkMdx);
    processor.use(remarkMath).use(remarkFrontmatter).use(remarkDirective).use(remarkGfm);
    if (comments) processor.use(remarkComment);
    return processor.freeze();
  };
  const mdx = create(true);
  const md = create(false);
  return (source) => {
    const text = source.replace(/^\uFEFF/, '');
    try {
      return mdx.parse(text);
    } catch {
      return md.parse(text);
    }
  };
}

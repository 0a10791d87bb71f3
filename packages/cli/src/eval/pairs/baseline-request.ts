import { authorsPage } from '../printed-page.ts';
import type { EvaluatedPage } from '../types.ts';
import { profileLine } from './reader-in-words.ts';

/** The way of everyone before us: the whole chapter rewritten in one answer. Not to be changed, so that comparisons stay comparable. */
const before = 'You are an expert teacher personalizing a technical textbook chapter for a reader.';
const rules =
  "Rules: adapt explanations to the reader's level; explain jargon; use analogies for readers without robotics background; suggest simulator alternatives where the reader lacks hardware; preserve all code blocks, formulas, images, links, headings and the chapter's structure; do not bloat; output ONLY the personalized chapter in Markdown.";

/**
 * The request for a baseline of a page. The chapter is what authors wrote for this reader (without marks its very source): what they did
 * themselves is in both versions, and no version is known by an author's mark.
 */
export const baselineRequest = (page: EvaluatedPage): string =>
  `${before}\n\nReader profile: ${profileLine(page)}\n\n${rules}\n\nChapter:\n\n${authorsPage(page, true)}`;

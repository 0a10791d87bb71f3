import { allBlocks } from '../../authored/resolve.ts';
import type { Block } from '../../types.ts';
import type { AnswerContext, Fault } from '../answer.ts';
import type { Random } from '../random.ts';
import { lockedBlocks, sourcesOf, wordsIn } from '../reading.ts';
import { isInsert, textsOf, withTexts } from './change.ts';

const COUNT = 'About 20 paragraphs per call is the practical limit for keeping the count';

/** The block that an answer goes to instead, of those that it must not go to. */
function otherBlock({ chapter }: AnswerContext, fits: (block: Block) => boolean, random: Random): Block | undefined {
  const blocks = allBlocks(chapter.blocks).filter(fits);
  return blocks.length === 0 ? undefined : random.pick(blocks);
}

const rewritesKind =
  (...kinds: readonly Block['kind'][]): Fault['inject'] =>
  (edit, context, random) => {
    if (edit.action !== 'rewrite') return undefined;
    const block = otherBlock(context, ({ kind }) => kinds.includes(kind), random);
    if (!block) return undefined;
    const written = context.chapter.source.slice(block.start, block.end);
    return { ...edit, block: block.id, texts: [written.replace(/#.*|[a-z]{4,}/, 'changed')] };
  };

export const SHAPE_FAULTS: readonly Fault[] = [
  {
    name: 'leaf dropped',
    from: COUNT,
    inject: (edit) => (edit.texts && edit.texts.length > 1 ? withTexts(edit, edit.texts.slice(0, -1)) : undefined),
  },
  {
    name: 'leaf added',
    from: COUNT,
    inject: (edit, { language }) =>
      edit.texts &&
      withTexts(edit, [...edit.texts, language === 'ur' ? 'ایک اور بات۔' : 'One more thing to keep in mind.']),
  },
  {
    name: 'leaves merged',
    from: 'join chunks without their line break',
    inject: (edit) =>
      edit.texts && edit.texts.length > 1
        ? withTexts(edit, [edit.texts.slice(0, 2).join(''), ...edit.texts.slice(2)])
        : undefined,
  },
  {
    name: 'leaves merged, count kept by an empty one',
    from: 'join chunks without their line break',
    inject: (edit) =>
      edit.texts && edit.texts.length > 1
        ? withTexts(edit, [edit.texts.slice(0, 2).join(' '), '', ...edit.texts.slice(2)])
        : undefined,
  },
  {
    name: 'no texts at all',
    from: 'Strict schemas: flat ones hold; a field that is optional is left out',
    inject: (edit) => {
      const { texts: _texts, text: _text, ...rest } = edit;
      return rest;
    },
  },
  {
    name: 'text of an insert in a rewrite',
    from: 'Strict schemas: flat ones hold; one schema has the fields of all actions',
    inject: (edit) => {
      const { texts, ...rest } = edit;
      return edit.action === 'rewrite' && texts ? { ...rest, text: texts.join('\n\n') } : undefined;
    },
  },
  {
    name: 'unknown block',
    from: 'design: edits of one revision are never laid on another',
    inject: (edit) => ({ ...edit, block: 'ffffffffffff' }),
  },
  {
    name: 'rewrite in a safety admonition',
    from: 'design: danger, warning, caution are never rewritten',
    inject: (edit, context, random) => {
      if (edit.action !== 'rewrite') return undefined;
      const locked = lockedBlocks(context.chapter);
      const fits = (block: Block): boolean => locked.has(block.id) && block.leaves.length > 0;
      const block = otherBlock(context, fits, random);
      if (!block) return undefined;
      const texts = sourcesOf(block, context.chapter).map((source) => `${source} This is easy to do.`);
      const { language: _language, ...rest } = edit;
      return { ...rest, block: block.id, texts };
    },
  },
  { name: 'rewrite of code', from: 'Change code when asked to translate comments in it', inject: rewritesKind('code') },
  {
    name: 'rewrite of what is no prose',
    from: 'drop `<details>`; blocks of type code, math, html cannot be rewritten (prompt)',
    inject: rewritesKind('math', 'html', 'jsx', 'esm', 'frontMatter', 'definition', 'break', 'comment', 'expression'),
  },
  {
    name: 'heading changed in the same language',
    from: 'translate heading anchors so links die; a heading is never rewritten (prompt)',
    inject: (edit, context, random) => {
      if (edit.action !== 'rewrite' || context.language !== 'en') return undefined;
      const fits = (block: Block): boolean => block.kind === 'heading' && block.leaves.length === 1;
      const block = otherBlock(context, fits, random);
      if (!block) return undefined;
      const [source = ''] = sourcesOf(block, context.chapter);
      return wordsIn(source) === 0 ? undefined : { ...edit, block: block.id, texts: [`${source} in plain words`] };
    },
  },
  {
    name: 'original that the author never wrote',
    from: 'design: the author’s words stand beside a correction',
    inject: (edit) =>
      edit.action === 'correct'
        ? { ...edit, original: 'Every robot of this kind is known to fall over at once.' }
        : undefined,
  },
  {
    name: 'correction without the author’s words',
    from: 'design: the author’s words stand beside a correction',
    inject: (edit) => {
      const { original: _original, ...rest } = edit;
      return edit.action === 'correct' ? rest : undefined;
    },
  },
  {
    name: 'list where a paragraph was',
    from: 'restricted syntax (design, checks): a rewrite keeps the kind of its block',
    inject: (edit, { block }) => {
      const [text = ''] = textsOf(edit);
      if (isInsert(edit) || block.kind !== 'paragraph' || wordsIn(text) < 8) return undefined;
      return withTexts(edit, [`${text}\n\n- ${text.slice(0, 20).replaceAll(/[⟦⟧/\d*]/g, '')}`]);
    },
  },
];

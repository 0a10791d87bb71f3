import { markOf, maskLeaf } from '../parse/mask-text.ts';
import type { AlignedBlock } from './align.ts';
import { LABELS } from './labels.ts';
import { sourceTexts } from './suspicion.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  ur: 'Urdu',
  ar: 'Arabic',
  fa: 'Persian',
  hi: 'Hindi',
  ja: 'Japanese',
  ko: 'Korean',
  'zh-CN': 'Chinese (simplified)',
  fr: 'French',
};

/** A block under its number on the sheets. */
export interface SheetItem {
  readonly item: number;
  readonly block: AlignedBlock;
  /** What others said of it, for who decides between them. */
  readonly opinions?: string;
}

/** A sheet for one reader: the task, then the blocks. */
export function printSheet(items: readonly SheetItem[]): string {
  const numbers = items.map(({ item }) => item);
  return [printTask(numbers[0] ?? 0, numbers.at(-1) ?? 0), ...items.map(printItem)].join('\n');
}

function printTask(first: number, last: number): string {
  return `# Judge translations: items ${first} to ${last}

Each item is one block of technical documentation in English and its published translation. Say of each whether the
translation is sound, or what is wrong with it. A defect is what a careful editor would send back; where you are in doubt
about style, it is sound. Judge each item by itself and by nothing but this sheet.

What you read is Markdown. ⟦1⟧, ⟦2⟧ … stand for what a translator must leave alone (code, a link's target, an image); below
the texts you see what each is. ⟦1⟧words⟦/1⟧ is a link round words, which are translated. Each mark of the source must
be in the translation exactly once, in whatever order, in the text with the same number. Code or a link that the
translation writes out itself (\`code\`, [words](address)) is none of the source's, or one too many. A block of several texts
(a list's items, a table's cells) has them numbered [1], [2] …; ⏎ is the end of a line within a text.

Labels, one or more (\`sound\` stands alone):

${Object.entries(LABELS)
  .map(([label, meaning]) => `- \`${label}\`: ${meaning}`)
  .join('\n')}

Answer with one JSON object a line, one for each item, nothing else; the reason in a few words (English):

{"item":${first},"labels":["sound"],"reason":"…"}
{"item":${last},"labels":["untranslated","number"],"reason":"…"}
`;
}

function printItem({ item, block, opinions }: SheetItem): string {
  const { texts } = block.edit;
  const marks = block.block.leaves.flatMap((leaf) => printMarks(block, leaf));
  return `---

## Item ${item}

Language: ${LANGUAGES[block.language] ?? block.language} · kind of block: ${block.block.kind}

Source:

${printTexts(sourceTexts(block))}

Translation:

${printTexts(texts)}
${marks.length > 0 ? `\nMarks: ${marks.join(' · ')}\n` : ''}${opinions === undefined ? '' : `\n${opinions}`}`;
}

const printTexts = (texts: readonly string[]): string =>
  texts
    .map((text, index) => `    ${texts.length > 1 ? `[${index + 1}] ` : ''}${text.replace(/\r?\n/g, ' ⏎ ')}`)
    .join('\n');

function printMarks({ chapter }: AlignedBlock, leaf: AlignedBlock['block']['leaves'][number]): string[] {
  const { originals } = maskLeaf(chapter.source, leaf);
  return leaf.masks
    .filter(({ kind }) => kind !== 'close')
    .map((mask) => {
      const close = originals.get(markOf({ kind: 'close', number: mask.number }));
      const target = close?.replace(/^\]\(?|\)$/g, '');
      return `${markOf(mask)} = ${target === undefined ? originals.get(markOf(mask)) : `link to ${target}`}`;
    });
}

import { hashText } from '@attune/contract/project';
import type { AlignedBlock } from './align.ts';
import { sourceTexts, SUSPICIONS, type Suspicion, suspicionsOf, usualRatios, wordsIn } from './suspicion.ts';

/** `uniform`: drawn from all, so what is counted in it holds for all · `suspect`: drawn from what looks odd, where defects are many. */
export const STRATA = ['uniform', 'suspect'] as const;
export type Stratum = (typeof STRATA)[number];

export interface SampledBlock {
  readonly block: AlignedBlock;
  readonly stratum: Stratum;
}

/** How many blocks of each language, half of them of each stratum: most of the language that the checks know best. */
const QUOTAS: Readonly<Record<string, number>> = {
  ur: 60,
  ar: 36,
  fa: 36,
  hi: 36,
  ja: 36,
  ko: 36,
  'zh-CN': 36,
  fr: 24,
};

const FEWEST_WORDS = 3;
/** What a reader can weigh in a minute. */
const MOST_LETTERS = 1200;
const MOST_LEAVES = 24;

/** The blocks to be labelled, in the order in which they are shown. The same for the same corpus; the checks have no part in it. */
export function drawSample(aligned: readonly AlignedBlock[]): SampledBlock[] {
  const usual = usualRatios(aligned);
  const seen = new Set<string>();
  const blocks = byHash(aligned, 'draw')
    .filter(isProse)
    .filter((block) => isNew(contentOf(block), seen));
  const drawn = Object.entries(QUOTAS).flatMap(([language, quota]) => {
    const own = blocks.filter((block) => block.language === language);
    const uniform = own.slice(0, quota / 2);
    const suspect = drawSuspects(own.slice(quota / 2), usual.get(language) ?? 1, quota / 2);
    return [
      ...uniform.map((block) => ({ block, stratum: 'uniform' as const })),
      ...suspect.map((block) => ({ block, stratum: 'suspect' as const })),
    ];
  });
  const order = new Map(
    byHash(
      drawn.map(({ block }) => block),
      'show',
    ).map((block, index) => [block, index]),
  );
  return drawn.sort((a, b) => (order.get(a.block) ?? 0) - (order.get(b.block) ?? 0));
}

/** In turn one of each suspicion, so that the rare ones are among them. */
function drawSuspects(blocks: readonly AlignedBlock[], usual: number, count: number): AlignedBlock[] {
  const suspicions = new Map(blocks.map((block) => [block, suspicionsOf(block, usual)]));
  const drawn = new Set<AlignedBlock>();
  const drawOne = (suspicion: Suspicion): void => {
    const next = blocks.find((block) => !drawn.has(block) && suspicions.get(block)?.includes(suspicion));
    if (next && drawn.size < count) drawn.add(next);
  };
  for (let turn = 0; turn < count; turn++) for (const suspicion of SUSPICIONS) drawOne(suspicion);
  return [...drawn];
}

function isProse(block: AlignedBlock): boolean {
  const texts = sourceTexts(block);
  const letters = texts.join('').length;
  return wordsIn(texts.join(' ')).length >= FEWEST_WORDS && letters <= MOST_LETTERS && texts.length <= MOST_LEAVES;
}

const contentOf = (block: AlignedBlock): string =>
  JSON.stringify([block.language, sourceTexts(block), block.edit.texts]);

function isNew(content: string, seen: Set<string>): boolean {
  const known = seen.has(content);
  seen.add(content);
  return !known;
}

/** By lot: a block that comes or goes leaves the order of the others as it is. */
function byHash(blocks: readonly AlignedBlock[], lot: string): AlignedBlock[] {
  const lots = new Map(blocks.map((block) => [block, hashText(`${lot} ${block.id}`)]));
  return [...blocks].sort((a, b) => ((lots.get(a) ?? '') < (lots.get(b) ?? '') ? -1 : 1));
}

import type { Adaptation } from '@attune/contract';
import type { Known } from './known.ts';
import type { Said } from './types.ts';

/** Opens the adaptations of which a reviewer says that something is to be mended; what they have stands until it is. */
export function takeReview({ blocks }: Known, said: readonly Said[]): Adaptation[] {
  const remarks = Map.groupBy(
    said.flatMap((one) => (one.says === 'remark' ? [one] : [])),
    ({ block }) => block,
  );
  return [...remarks].flatMap(([block, about]) => {
    const known = blocks.get(block);
    if (!known?.adaptation || known.adaptation.edits.length === 0) return [];
    const texts = about.map(({ text }) => text);
    const { state, remarks: said } = known.adaptation;
    // One that is open already is so for another reader's page.
    known.adaptation = {
      ...known.adaptation,
      state: 'open',
      refused: [],
      remarks: [...(state === 'open' ? said : []), ...texts],
    };
    return [known.adaptation];
  });
}

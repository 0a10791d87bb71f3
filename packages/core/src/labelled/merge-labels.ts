import type { Answer, Label, LabelledBlock } from './labels.ts';
import type { Stratum } from './sample.ts';

/** What stood under a number on the sheets. */
export interface KeyEntry {
  readonly item: number;
  readonly id: string;
  readonly stratum: Stratum;
}

/** A block on which the readers differ and nobody has decided. */
export interface Disagreement {
  readonly item: number;
  readonly id: string;
  readonly first: Answer;
  readonly second: Answer;
}

/**
 * Two readers' answers as labels. Where they say the same, that is agreed; where not, what the third reading says, or nothing yet. Throws
 * where a reader left an item out or answered it twice.
 */
export function mergeLabels(
  key: readonly KeyEntry[],
  readers: { readonly first: readonly Answer[]; readonly second: readonly Answer[]; readonly third: readonly Answer[] },
): { labels: LabelledBlock[]; disagreements: Disagreement[] } {
  const first = byItem(readers.first);
  const second = byItem(readers.second);
  const third = byItem(readers.third);
  const disagreements: Disagreement[] = [];
  const labels = key.map(({ item, id, stratum }): LabelledBlock => {
    const [a, b] = [first.get(item), second.get(item)];
    if (!a || !b) throw new Error(`item ${item} has no answer of the ${a ? 'second' : 'first'} reader`);
    const agreed: readonly Label[] | undefined =
      a.labels.join() === b.labels.join() ? a.labels : third.get(item)?.labels;
    if (!agreed) disagreements.push({ item, id, first: a, second: b });
    return { id, stratum, first: a.labels, second: b.labels, ...(agreed ? { agreed } : {}) };
  });
  return { labels, disagreements };
}

function byItem(answers: readonly Answer[]): ReadonlyMap<number, Answer> {
  const map = new Map(answers.map((answer) => [answer.item, answer]));
  const twice = answers.find((answer) => map.get(answer.item) !== answer);
  if (twice) throw new Error(`item ${twice.item} is answered twice`);
  return map;
}

/** What is added to an item on the sheet of the third reading. */
export const printOpinions = ({ first, second }: Disagreement): string =>
  [first, second]
    .map(({ labels, reason }, index) => `Reader ${index + 1}: ${labels.join(', ')} (${reason})\n`)
    .join('\n');

import { printTable } from '../../print-table.ts';
import { percent } from '../measures.ts';
import { type Comparison, mean, meanMarks, type PairResult } from './read-verdicts.ts';
import { CRITERIA } from './types.ts';

/** The share of pairs in which edits were preferred, a tie counted half. */
export const preferredShare = (pairs: readonly PairResult[]): number => mean(pairs.map(({ score }) => score));

/** A comparison as tables for a terminal: in total, by reader, by language, and each criterion. */
export function printComparison({ pairs, problems }: Comparison): string {
  if (pairs.length === 0) return ['No pair has been judged.', ...problems].join('\n');
  const rows = [
    ['in total', pairs] as const,
    ...Map.groupBy(pairs, ({ reader }) => reader),
    ...Map.groupBy(pairs, ({ language }) => language),
  ];
  const ours = meanMarks(pairs.map(({ marks }) => marks.ours));
  const baseline = meanMarks(pairs.map(({ marks }) => marks.baseline));
  const parts = [
    printTable(['', 'pairs', 'preferred', 'won', 'tied', 'lost', 'growth', 'baseline'], rows.map(pairsRow)),
    printTable(
      ['criterion', 'ours', 'baseline'],
      CRITERIA.map((name) => [name, ours[name].toFixed(1), baseline[name].toFixed(1)]),
    ),
    ...(problems.length > 0 ? [['Not counted:', ...problems].join('\n')] : []),
  ];
  return parts.join('\n\n');
}

function pairsRow([label, own]: readonly [string, readonly PairResult[]]): string[] {
  const count = (score: number): string => String(own.filter((pair) => pair.score === score).length);
  const growth = (side: 'ours' | 'baseline'): string => mean(own.map((pair) => pair.growth[side])).toFixed(2);
  const share = percent(preferredShare(own));
  return [label, String(own.length), share, count(1), count(0.5), count(0), growth('ours'), growth('baseline')];
}

import { DEFECTS } from './labels.ts';
import { STRATA } from './sample.ts';
import {
  type Judged,
  type Score,
  scoreAll,
  scoreChecks,
  scoreKind,
  type Share,
  shareOf,
  withoutUnseen,
} from './score.ts';

/** The tables of a run: overall by stratum, by kind of defect, by check. */
export function printScore(judged: readonly Judged[]): string {
  const strata = STRATA.map((stratum) => [stratum, judged.filter(({ label }) => label.stratum === stratum)] as const);
  const sets = [...strata, ['both', judged], ['both, without what no rule sees', withoutUnseen(judged)]] as const;
  const overall = sets.map(([name, own]) => [name, String(own.length), ...sharesOf(scoreAll(own))]);
  const kinds = DEFECTS.map((kind) => scoreKind(kind, judged))
    .filter(({ recall, precision }) => recall.of + precision.of > 0)
    .map((score) => [
      score.noCheck ? `${score.kind} (no check looks for it)` : score.kind,
      ...sharesOf(score),
      print(score.anyCheck),
    ]);
  const checks = scoreChecks(judged).map(({ check, defective, itsKind }) => [check, print(defective), print(itsKind)]);
  return [
    table(['blocks', 'labelled', 'precision', 'recall'], overall),
    table(['defect', 'precision', 'recall', 'refused by any check'], kinds),
    table(['check', 'refused what has a defect', 'and one of its kind'], checks),
  ].join('\n\n');
}

const sharesOf = ({ precision, recall }: Score): string[] => [print(precision), print(recall)];
const print = (share: Share): string =>
  share.of === 0 ? '–' : `${(shareOf(share) * 100).toFixed(1)} % (${share.found} of ${share.of})`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

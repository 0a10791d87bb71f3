import type { KeptFeedback } from '@attune/store';

export interface PlacedFeedback extends KeptFeedback {
  readonly file: string;
  /** 0 where the block is gone. */
  readonly line: number;
}

/** What a terminal would take for an order is shown as a space. */
const harmless = (text: string): string => text.replaceAll(/\p{Cc}+/gu, ' ');

/** A line an edit with how many it helped, and a line a report. */
export function printFeedback(feedback: readonly PlacedFeedback[]): string {
  if (feedback.length === 0) return 'No feedback.';
  const byEdit = Map.groupBy(feedback, ({ file, line, block, tag }) => JSON.stringify([file, line, block, tag]));
  return [...byEdit.values()].map(printEdit).join('\n');
}

function printEdit(feedback: readonly PlacedFeedback[]): string {
  const [{ file, line, tag }] = feedback as readonly [PlacedFeedback];
  const count = (verdict: KeptFeedback['verdict']): number => feedback.filter((one) => one.verdict === verdict).length;
  const reports = feedback.filter(({ verdict }) => verdict === 'report');
  const counts = `${count('up')} up, ${count('down')} down, ${reports.length} reported`;
  const words = reports.map(({ text = '(nothing said)' }) => `  ${harmless(text)}`);
  return [`${file}:${line}: ${tag}: ${counts}`, ...words].join('\n');
}

import type { Maker } from '@attune/contract';
import type { Known } from './known.ts';

/** The models whose edits stand on a page, each with the time of its latest work. */
export function makersOf({ blocks }: Known): Maker[] {
  const latest = new Map<string, Maker>();
  for (const { adaptation } of blocks.values()) {
    if (!adaptation || adaptation.edits.length === 0) continue;
    const { maker } = adaptation;
    const name = `${maker.model} ${maker.prompts} ${maker.prepared ?? false}`;
    const known = latest.get(name);
    if (!known || known.at < maker.at) latest.set(name, maker);
  }
  return [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, maker]) => maker);
}

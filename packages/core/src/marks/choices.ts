import type { Choice, Mark, MarkName } from '../types.ts';

/** A block among its siblings, with its mark. */
export interface Marked {
  readonly id: string;
  readonly mark?: Mark;
}

/**
 * The choices that adjacent marks make: `for`s that an `otherwise` ends, a `step` and the `instead`s after it. A `for` that
 * no `otherwise` follows is a choice of its own, with nothing in Original.
 */
export function choicesOf(siblings: readonly Marked[]): Choice[] {
  const choices: Choice[] = [];
  for (let index = 0; index < siblings.length; index++) {
    const name = siblings[index]?.mark?.name;
    if (name === 'for') {
      const run = runOf(siblings, index, 'for');
      const after = siblings[index + run.length];
      const standard = after?.mark?.name === 'otherwise' ? after.id : undefined;
      if (standard === undefined) choices.push(...run.map((id) => ({ kind: 'condition' as const, options: [id] })));
      else choices.push({ kind: 'condition', options: [...run, standard], standard });
      index += run.length - 1;
    }
    if (name === 'step') {
      const standard = siblings[index]?.id as string;
      choices.push({ kind: 'track', options: [standard, ...runOf(siblings, index + 1, 'instead')], standard });
    }
  }
  return choices;
}

function runOf(siblings: readonly Marked[], from: number, name: MarkName): string[] {
  const run: string[] = [];
  for (let index = from; siblings[index]?.mark?.name === name; index++) run.push(siblings[index]?.id as string);
  return run;
}

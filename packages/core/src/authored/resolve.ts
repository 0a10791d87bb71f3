import type { Edit, Projection, Readers, Reason } from '@attune/contract';
import { answersAgainst, matchAll, matchAny } from '../marks/readers.ts';
import type { Block, Book, Chapter, Choice } from '../types.ts';

/** What stands on a reader's page: the edits that make it so, and the blocks that are absent from it. */
export interface Presence {
  readonly edits: readonly Edit[];
  readonly absent: ReadonlySet<string>;
}

/** Decides conditions, hardware tracks and primers for one reader. */
export function resolvePresence(chapter: Chapter, projection: Projection, book: Book): Presence {
  const blocks = new Map(allBlocks(chapter.blocks).map((block) => [block.id, block]));
  const absent = new Set<string>();
  const edits: Edit[] = [];
  for (const choice of chapter.choices) {
    const taken = takenOption(choice, blocks, projection);
    for (const option of choice.options) if (option !== taken) absent.add(option);
    edits.push(...choiceEdits(choice, taken, blocks, projection));
  }
  for (const block of blocks.values()) {
    if (block.mark?.primer === undefined) continue;
    const primer = book.primers.get(block.mark.primer);
    const why = primer && matchAny(primer.readers, projection);
    if (primer && why)
      edits.push({ block: block.id, action: 'show', tag: 'primer', kind: 'primer', why, label: primer.title });
    else absent.add(block.id);
  }
  return { edits, absent };
}

export const allBlocks = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block) => [block, ...allBlocks(block.children)]);

type Blocks = ReadonlyMap<string, Block>;

/** The first option that matches; where none does, what Original shows. */
function takenOption(choice: Choice, blocks: Blocks, projection: Projection): string | undefined {
  const matches = (id: string): boolean => {
    const mark = blocks.get(id)?.mark;
    if (mark === undefined || mark.name === 'otherwise') return false;
    // A `for` that does not say for whom is a mistake of the author's, and for nobody.
    if (mark.name === 'for' && Object.keys(mark.readers).length === 0) return false;
    return matchAll(mark.readers, projection) !== undefined;
  };
  return choice.options.find(matches) ?? choice.standard;
}

function choiceEdits(choice: Choice, taken: string | undefined, blocks: Blocks, projection: Projection): Edit[] {
  if (taken === undefined || taken === choice.standard) return [];
  const labelOf = (id: string | undefined): { label?: string } => {
    const label = id === undefined ? undefined : blocks.get(id)?.mark?.label;
    return label === undefined ? {} : { label };
  };
  const track = choice.kind === 'track';
  const readersOf = (id: string): Readers => blocks.get(id)?.mark?.readers ?? {};
  const why: Reason[] = track
    ? answersAgainst(readersOf(choice.standard as string), projection)
    : (matchAll(readersOf(taken), projection) ?? []);
  const tag = track ? 'hardware-track' : 'condition';
  const replaces = choice.standard === undefined ? {} : { replaces: choice.standard };
  const show: Edit = {
    block: taken,
    action: 'show',
    tag,
    kind: track ? 'substitute' : 'condition',
    why,
    ...labelOf(taken),
    ...replaces,
  };
  if (choice.standard === undefined) return [show];
  return [{ block: choice.standard, action: 'hide', tag, why, ...labelOf(choice.standard) }, show];
}

import type { Adaptation, Edit, Flag, Maker, RefusedEdit } from '@attune/contract';
import { flagOf } from './flag-of.ts';
import { certificate, judge } from './judge.ts';
import { isPlanned } from './keys.ts';
import { type Known, type KnownBlock, keyOf } from './known.ts';
import { isRewritable } from './open-page.ts';
import type { Said, SectionTask } from './types.ts';

/** What a model said of one block, judged. */
interface Heard {
  readonly accepted: Edit[];
  readonly refused: RefusedEdit[];
  readonly problems: string[];
  keeps: boolean;
}

/** A section's answer as it comes in. */
export interface SectionTaking {
  /** Takes one thing said; gives the edit where it passed the checks. */
  hear(said: Said): Edit | undefined;
  /**
   * What is known of the blocks that are through. `going`: those before the one being answered · `end`: all · `cut`: also what else was
   * shown, as far as it came.
   */
  settle(maker: Maker, until: 'going' | 'end' | 'cut'): Adaptation[];
  flags(maker: Maker): Flag[];
}

const MOST_INSERTS = 3;

/** Takes a section's answer, edit by edit, into what is known. */
export function takeSection(task: SectionTask, known: Known): SectionTaking {
  const order = task.wanted.flatMap((id) => known.blocks.get(id) ?? []);
  const heard = new Map<string, Heard>();
  const flagged: { block: string; text: string }[] = [];
  let settled = 0;
  let latest = 0;
  const of = (block: string): Heard => {
    const one = heard.get(block) ?? { accepted: [], refused: [], problems: [], keeps: false };
    heard.set(block, one);
    latest = Math.max(
      latest,
      order.findIndex((entry) => entry.block.id === block),
    );
    return one;
  };
  return {
    hear(said) {
      if (said.says === 'flag') flagged.push({ block: said.block, text: said.text });
      else if (said.says === 'keep') of(said.block).keeps = true;
      else if (said.says === 'malformed' && said.block !== undefined && task.wanted.includes(said.block))
        of(said.block).problems.push(said.problem);
      else if (said.says === 'edit' && task.wanted.includes(said.edit.block)) {
        // What is only put into another language is so for every reader: nothing is added to it or put right in it for one.
        if (said.edit.action !== 'rewrite' && !isPlanned(known.blocks.get(said.edit.block) ?? {})) return undefined;
        // What comes when its block is through would be shown once and not be kept.
        if (order.findIndex(({ block }) => block.id === said.edit.block) < settled) return undefined;
        const into = of(said.edit.block);
        const { edit, refused } = judge(said.edit, task.page);
        const surplus = refused ? undefined : surplusOf(edit, into.accepted);
        if (refused) into.refused.push(refused);
        else if (surplus === undefined) into.accepted.push(edit);
        return refused || surplus !== undefined ? undefined : edit;
      }
      return undefined;
    },
    settle(maker, until) {
      // One that has not been heard of may still come, out of its turn; only the end says that it was left out.
      const unheard = order.findIndex(({ block }, index) => index >= settled && !heard.has(block.id));
      const going = unheard < 0 ? latest : Math.min(latest, unheard);
      const through = order.slice(settled, until === 'end' ? order.length : going);
      settled += through.length;
      const adaptations = through.map((entry) => adaptationOf(task, entry, heard.get(entry.block.id), maker));
      const rest = until === 'cut' ? order.slice(settled) : [];
      for (const entry of rest) {
        const half = heard.get(entry.block.id);
        const stands = entry.adaptation !== undefined && isReplaced(entry.adaptation);
        if (!half || half.accepted.length === 0 || stands) continue;
        adaptations.push({ ...adaptationOf(task, entry, half, maker), state: 'open' });
        through.push(entry);
      }
      through.forEach((entry, index) => (entry.adaptation = adaptations[index] as Adaptation));
      return adaptations;
    },
    flags: (maker) => flagged.map((said) => flagOf(task.page, { ...said, maker })),
  };
}

/** A block is put in other words once, and has a few notes at most: what comes beyond that is left out. */
function surplusOf(edit: Edit, accepted: readonly Edit[]): string | undefined {
  const isInsert = edit.action === 'insert';
  const same = accepted.filter(({ action }) => (action === 'insert') === isInsert);
  return same.length >= (isInsert ? MOST_INSERTS : 1) ? 'surplus' : undefined;
}

const NOTHING: Heard = { accepted: [], refused: [], problems: [], keeps: false };
const LEFT_OUT = 'There was no answer for this block.';

function adaptationOf(task: SectionTask, entry: KnownBlock, heard: Heard = NOTHING, maker: Maker): Adaptation {
  const { page } = task;
  const before = entry.adaptation;
  const outcome = before
    ? secondOutcome(before, heard)
    : firstOutcome(heard, page.language !== undefined && isRewritable(page, entry.block));
  return {
    key: keyOf(page, entry),
    chapter: page.chapter.id,
    block: entry.block.id,
    projection: entry.section.projection,
    ...(page.language === undefined ? {} : { language: page.language }),
    ...outcome,
    asked: (before?.asked ?? 0) + 1,
    certificate,
    maker,
  };
}

type Outcome = Pick<Adaptation, 'state' | 'edits' | 'refused' | 'remarks'>;

const isWording = ({ action }: Edit): boolean => action !== 'insert';

/** Whatever fell short is asked for once more. A block left out is too, for in another language nothing else would be said of it. */
function firstOutcome({ accepted, refused, problems, keeps }: Heard, translated: boolean): Outcome {
  const hasWords = accepted.some(isWording);
  const isMissing = translated ? !hasWords : accepted.length === 0 && !keeps;
  const remarks = [...problems, ...(isMissing && refused.length === 0 && problems.length === 0 ? [LEFT_OUT] : [])];
  const state = refused.length > 0 || remarks.length > 0 ? 'open' : 'done';
  return { state, edits: accepted, refused, remarks };
}

/** Whether a second answer takes the place of what stands: it was good, and a reviewer asked for it. */
const isReplaced = ({ refused, edits }: Adaptation): boolean => refused.length === 0 && edits.length > 0;

/** The second answer is the last one. Where a reviewer asked for it, it replaces what stands, if all of it is good. */
function secondOutcome(before: Adaptation, { accepted, refused, problems }: Heard): Outcome {
  if (!isReplaced(before)) return { state: 'done', edits: merged(before.edits, accepted), refused, remarks: problems };
  const isBetter = accepted.length > 0 && refused.length === 0 && problems.length === 0;
  // A first answer that had only a note is completed by the words that it lacked.
  const completes = !before.edits.some(isWording) && accepted.some(isWording);
  const edits = isBetter ? accepted : completes ? merged(before.edits, accepted) : before.edits;
  return { state: 'done', edits, refused, remarks: before.remarks };
}

function merged(standing: readonly Edit[], accepted: readonly Edit[]): Edit[] {
  const edits = [...standing];
  const texts = new Set(standing.map(({ text }) => text));
  // A model that is asked for what is missing may say again what stands.
  const isSaid = ({ action, text }: Edit): boolean => action === 'insert' && texts.has(text);
  for (const edit of accepted) if (!isSaid(edit) && surplusOf(edit, edits) === undefined) edits.push(edit);
  return edits;
}

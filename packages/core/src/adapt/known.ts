import { type Adaptation, hashValue, type PlanEntry, type PlannedBlock } from '@attune/contract';
import type { Block } from '../types.ts';
import { allowedEntry } from './allowed-entry.ts';
import { certificate, judge } from './judge.ts';
import { adaptationKey, blockKey, isPlanned, planKey, threadKey } from './keys.ts';
import { isRewritable } from './open-page.ts';
import type { AdaptationStore, Again, Page, PageSection, PlanTask, ReviewTask, SectionTask } from './types.ts';

/** A block of a page with what is known of it. `entry` undefined: not planned yet; null: planned, and needs nothing. */
export interface KnownBlock {
  readonly block: Block;
  readonly section: PageSection;
  readonly blockKey: string;
  readonly planKey: string;
  entry?: PlanEntry | null;
  adaptation?: Adaptation;
}

/** What is known of a page. Grows while a model answers. */
export interface Known {
  readonly page: Page;
  readonly blocks: ReadonlyMap<string, KnownBlock>;
  readonly threadKey: string;
  thread?: string;
}

/** What the store has for a page: two queries. Edits that passed other checks than today's are judged again. */
export async function recall(page: Page, store: AdaptationStore): Promise<Known> {
  const entries = page.sections.flatMap((section) =>
    section.blocks.map((block): KnownBlock => {
      const key = blockKey(page, block);
      return { block, section, blockKey: key, planKey: planKey(key, section) };
    }),
  );
  const known: Known = {
    page,
    blocks: new Map(entries.map((entry) => [entry.block.id, entry])),
    threadKey: threadKey(page),
  };
  const plans = await store.findPlans([known.threadKey, ...entries.map((entry) => entry.planKey)]);
  learnPlans(known, plans);
  // What no plan has looked at may have been put into the language before: it stands unless a plan wants more.
  const mayStand = ({ block, entry }: KnownBlock): boolean => entry === undefined && isTranslated(page, block);
  const sought = entries.filter((entry) => isWanted(page, entry) || mayStand(entry));
  const byKey = new Map(sought.map((entry) => [keyOf(page, entry), entry]));
  for (const adaptation of await store.findAdaptations([...byKey.keys()])) {
    const entry = byKey.get(adaptation.key);
    if (entry) entry.adaptation = judgedAgain(adaptation, page);
  }
  return known;
}

/** Puts what is kept of a page by now in the place of what was known of it: others may have been at it. */
export async function catchUp(known: Known, store: AdaptationStore): Promise<void> {
  const kept = await recall(known.page, store);
  if (kept.thread !== undefined) known.thread = kept.thread;
  for (const [id, block] of known.blocks) {
    delete block.entry;
    delete block.adaptation;
    Object.assign(block, kept.blocks.get(id));
  }
}

export function learnPlans(known: Known, plans: readonly PlannedBlock[]): void {
  const byKey = new Map(plans.map((plan) => [plan.key, plan]));
  const thread = byKey.get(known.threadKey)?.entry?.need;
  if (thread !== undefined) known.thread = thread;
  for (const entry of known.blocks.values()) {
    const plan = byKey.get(entry.planKey);
    // The first under a key stays, in the store too.
    if (plan && entry.entry === undefined)
      settle(entry, plan.entry && allowedEntry(known.page, entry.block, plan.entry));
  }
}

/** Notes what a plan says of a block. What stood there without a plan goes where there is one. */
export function settle(known: KnownBlock, entry: PlanEntry | null): void {
  known.entry = entry;
  if (isPlanned({ entry })) delete known.adaptation;
}

/** Edits that passed other checks are good only if they pass today's. */
function judgedAgain(adaptation: Adaptation, page: Page): Adaptation {
  if (hashValue(adaptation.certificate) === hashValue(certificate)) return adaptation;
  const judged = adaptation.edits.map((edit) => judge(edit, page));
  const refused = judged.flatMap((one) => (one.refused ? [one.refused] : []));
  return {
    ...adaptation,
    certificate,
    edits: judged.flatMap((one) => (one.refused ? [] : [one.edit])),
    ...(refused.length > 0 ? { state: 'open', refused: [...adaptation.refused, ...refused] } : {}),
  };
}

/** The key that a block's adaptation has, once the block is planned. */
export const keyOf = ({ language }: Page, known: KnownBlock): string => adaptationKey(known, language);

/** Whether a model is to adapt a block: its plan says so, or its prose is in another language than the reader's. */
function isWanted(page: Page, { block, entry }: KnownBlock): boolean {
  if (entry === undefined) return false;
  if (isPlanned({ entry })) return true;
  return isTranslated(page, block);
}

const isTranslated = (page: Page, block: Block): boolean => page.language !== undefined && isRewritable(page, block);

const isOpen = (page: Page, known: KnownBlock): boolean => isWanted(page, known) && known.adaptation?.state !== 'done';

/** Whether nothing is left to ask. */
export const isComplete = ({ page, blocks }: Known): boolean =>
  [...blocks.values()].every((known) => known.entry !== undefined && !isOpen(page, known));

/** What is to be planned, where something is. What is planned already stands. */
export function planTask({ page, blocks, thread }: Known): PlanTask | undefined {
  const all = [...blocks.values()];
  const wanted = all.filter(({ entry }) => entry === undefined).map(({ block }) => block.id);
  if (wanted.length === 0) return undefined;
  const fixed = all.flatMap(({ entry }) => (entry ? [entry] : []));
  return { kind: 'plan', page, fixed, wanted, ...(thread === undefined ? {} : { thread }) };
}

/** What is to be asked of one section, where something is. Blocks whose first answer fell short are asked for with what was wrong. */
export function sectionTask({ page, blocks, thread }: Known, section: PageSection): SectionTask | undefined {
  const all = section.blocks.map((block) => blocks.get(block.id) as KnownBlock);
  const open = all.filter((known) => isOpen(page, known));
  if (open.length === 0) return undefined;
  return {
    kind: 'section',
    page,
    section,
    ...(thread === undefined ? {} : { thread }),
    plan: all.flatMap(({ entry }) => (entry ? [entry] : [])),
    wanted: open.map(({ block }) => block.id),
    again: open.flatMap(({ block, adaptation }) => (adaptation ? [againOf(block.id, adaptation)] : [])),
  };
}

const againOf = (block: string, { edits, refused, remarks }: Adaptation): Again => ({
  block,
  standing: edits,
  refused: refused.map(({ edit, findings }) => ({ edit, findings: findings.map(({ message }) => message) })),
  remarks,
});

/** The second look at a complete page, and the key it is kept under: the hash of what it looks at. Nothing where no model wrote. */
export function reviewTask(known: Known): { key: string; task: ReviewTask } | undefined {
  const adapted = [...known.blocks.values()].filter(({ adaptation }) => (adaptation?.edits.length ?? 0) > 0);
  if (adapted.length === 0) return undefined;
  const keys = adapted.map((entry) => keyOf(known.page, entry));
  const edits = new Map(adapted.map(({ block, adaptation }) => [block.id, adaptation?.edits ?? []]));
  const plan = [...known.blocks.values()].flatMap(({ entry }) => (entry ? [entry] : []));
  return { key: hashValue({ review: 1, keys }), task: { kind: 'review', page: known.page, edits, plan } };
}

/** Blocks that are through, of those that are to be adapted as far as the plan says by now. */
export function progressOf({ page, blocks }: Known): { done: number; total: number } {
  const wanted = [...blocks.values()].filter((known) => isWanted(page, known));
  return { done: wanted.filter((known) => !isOpen(page, known)).length, total: wanted.length };
}

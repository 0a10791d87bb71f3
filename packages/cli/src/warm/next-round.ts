import {
  type AdaptationStore,
  isComplete,
  keyOf,
  type Known,
  type Page,
  planTask,
  recall,
  reviewTask,
  sectionTask,
  takePlan,
  type Task,
} from '@attune/core';
import { type ModelRequest, needsNothing, NOBODY, PROMPTS, requestFor, requestId } from '@attune/models';
import { joinSections } from './join-sections.ts';

/** A request of a round, with what its answer is for. */
export interface Asked {
  readonly id: string;
  readonly round: 'plan' | 'sections' | 'repair' | 'review';
  readonly task: Task;
  readonly known: Known;
  readonly request: ModelRequest;
  /** Of a second look: what it is kept under. */
  readonly reviewKey?: string;
}

/**
 * What is to be asked next for some pages: of each its plan, then its sections, then what fell short of them, then a second look. What two
 * pages share is asked for once. Depends on nothing but the pages and what the store has, so that answers find their requests again.
 */
export async function nextRound(pages: readonly Page[], store: AdaptationStore, review: boolean): Promise<Asked[]> {
  const claimed = new Set<string>();
  const asked: Asked[] = [];
  for (const page of pages) {
    const known = await recall(page, store);
    await settleNeutral(known, store);
    for (const { task, round, reviewKey } of await nextTasks(known, store, review)) {
      const own = withoutClaimed(task, known, claimed);
      if (!own) continue;
      const request = requestFor(own);
      const id = requestId(round, request);
      asked.push({ id, round, task: own, known, request, ...(reviewKey === undefined ? {} : { reviewKey }) });
    }
  }
  return asked;
}

/** A plan that would find nothing is made without asking. */
async function settleNeutral(known: Known, store: AdaptationStore): Promise<void> {
  const task = planTask(known);
  if (!task || !needsNothing(task)) return;
  const taking = takePlan(task, known);
  taking.close({ model: NOBODY, prompts: PROMPTS, at: new Date().toISOString(), prepared: true });
  await store.putPlans(taking.rows());
}

type Next = Pick<Asked, 'round' | 'task' | 'reviewKey'>;

async function nextTasks(known: Known, store: AdaptationStore, review: boolean): Promise<Next[]> {
  const plan = planTask(known);
  if (plan) return [{ round: 'plan', task: plan }];
  const sections = known.page.sections.flatMap((section) => sectionTask(known, section) ?? []);
  if (sections.length > 0)
    return joinSections(sections).map((task) => ({ round: task.again.length > 0 ? 'repair' : 'sections', task }));
  const look = review && isComplete(known) ? reviewTask(known) : undefined;
  if (!look || (await store.findReview(look.key))) return [];
  return [{ round: 'review', task: look.task, reviewKey: look.key }];
}

/** The task without the blocks that an earlier page of this round asks for; nothing where none is left. */
function withoutClaimed(task: Task, { blocks, page }: Known, claimed: Set<string>): Task | undefined {
  if (task.kind === 'review') return task;
  const wanted = task.wanted.filter((id) => {
    const known = blocks.get(id);
    const key = known && `${task.kind} ${task.kind === 'plan' ? known.planKey : keyOf(page, known)}`;
    if (key === undefined) return false;
    return !claimed.has(key) && claimed.add(key);
  });
  if (wanted.length === 0) return undefined;
  if (task.kind === 'plan') return { ...task, wanted };
  return { ...task, wanted, again: task.again.filter(({ block }) => wanted.includes(block)) };
}

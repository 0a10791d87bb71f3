import type { Adaptation, Maker } from '@attune/contract';
import { type AdaptationStore, recall, type Said, takePlan, takeReview, takeSection } from '@attune/core';
import { type BatchAnswer, PROMPTS, readAnswerText, readBatchAnswer } from '@attune/models';
import type { Asked } from './next-round.ts';
import { type EditReport, reportOf } from './report.ts';

/** What became of a file of answers. */
export interface Taken {
  readonly answers: number;
  /** Answers to no request of this round: another round's, of other prompts, or of a chapter that has changed since. */
  readonly unknown: number;
  /** Answers without anything that could be read, cut ones among them, each with why. */
  readonly failed: readonly { readonly id: string; readonly problem: string }[];
  readonly edits: readonly EditReport[];
  /** Chapters of which something is new. */
  readonly chapters: ReadonlySet<string>;
}

export interface TakeOptions {
  readonly store: AdaptationStore;
  readonly now: Date;
}

/** Takes the lines of an answer file through the same checks as an answer that a reader waits for, and keeps what passes. */
export async function takeAnswers(
  lines: readonly string[],
  round: readonly Asked[],
  options: TakeOptions,
): Promise<Taken> {
  const byId = new Map(round.map((asked) => [asked.id, asked]));
  const failed: { id: string; problem: string }[] = [];
  const edits: EditReport[] = [];
  const chapters = new Set<string>();
  let unknown = 0;
  const filled = lines.filter((line) => line.trim() !== '');
  for (const [index, line] of filled.entries()) {
    const answer = readBatchAnswer(line);
    const asked = answer && byId.get(answer.id);
    if (!answer) failed.push({ id: `line ${index + 1}`, problem: 'it is of no provider’s form' });
    else if (!asked) unknown += 1;
    else {
      const { adaptations, problem } = await takeOne(answer, asked, options);
      if (problem !== undefined) failed.push({ id: answer.id, problem });
      edits.push(...adaptations.flatMap(reportOf));
      chapters.add(asked.known.page.chapter.id);
    }
  }
  return { answers: filled.length, unknown, failed, edits, chapters };
}

interface One {
  readonly adaptations: readonly Adaptation[];
  readonly problem?: string;
}

async function takeOne(answer: BatchAnswer, asked: Asked, { store, now }: TakeOptions): Promise<One> {
  const said = readAnswerText(asked.task, answer.text);
  const problem =
    answer.problem ?? (said.some((one) => isRead(one, asked)) ? undefined : 'nothing in it could be read');
  const maker: Maker = { model: answer.model, prompts: PROMPTS, at: now.toISOString(), prepared: true };
  const adaptations =
    said.length === 0 ? [] : await keep(said, asked, { store, maker, isWhole: problem === undefined });
  return { adaptations, ...(problem === undefined ? {} : { problem }) };
}

/** A line of a section that names its block says something of it, also where it is of no use. */
const isRead = (said: Said, { task }: Asked): boolean =>
  said.says !== 'malformed' || (task.kind === 'section' && said.block !== undefined);

interface Keep {
  readonly store: AdaptationStore;
  readonly maker: Maker;
  readonly isWhole: boolean;
}

async function keep(
  said: readonly Said[],
  { task, known, reviewKey }: Asked,
  { store, maker, isWhole }: Keep,
): Promise<Adaptation[]> {
  if (task.kind === 'plan') {
    const taking = takePlan(task, known);
    for (const one of said) {
      if (one.says === 'thread') taking.thread(one.text, maker);
      if (one.says === 'entry') taking.entry(one.entry, maker);
    }
    if (isWhole) taking.close(maker);
    await store.putPlans(taking.rows());
    await store.putFlags(taking.flags());
    return [];
  }
  if (task.kind === 'section') {
    const taking = takeSection(task, known);
    for (const one of said) taking.hear(one);
    const adaptations = taking.settle(maker, isWhole ? 'end' : 'cut');
    await store.putAdaptations(adaptations);
    await store.putFlags(taking.flags(maker));
    return adaptations;
  }
  if (!isWhole || reviewKey === undefined) return [];
  // As it is by now: the look at another reader's page may have reopened a block that both have.
  const reopened = takeReview(await recall(known.page, store), said);
  await store.putAdaptations(reopened);
  await store.putReview({ key: reviewKey, chapter: known.page.chapter.id, remarks: reopened.length, maker });
  return [];
}

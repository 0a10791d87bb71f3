import type { Adaptation, Edit, Flag, Maker } from '@attune/contract';
import pLimit, { type LimitFunction } from 'p-limit';
import { withTrees } from '../checks/with-trees.ts';
import { type Known, planTask, progressOf, reviewTask, sectionTask } from './known.ts';
import { takePlan } from './take-plan.ts';
import { takeReview } from './take-review.ts';
import { takeSection } from './take-section.ts';
import {
  type AdaptationStore,
  type Answer,
  ModelError,
  type ModelRewriter,
  type PageSection,
  type SectionTask,
} from './types.ts';

/** What is told while a page is being adapted. */
export type AdaptEvent =
  /** An edit has passed the checks. */
  | { readonly type: 'edit'; readonly edit: Edit }
  /** Blocks through, of those that are to be adapted as far as it is known. */
  | { readonly type: 'progress'; readonly done: number; readonly total: number };

export interface AdaptPorts {
  readonly model: ModelRewriter;
  readonly store: AdaptationStore;
}

export interface AdaptOptions {
  readonly signal?: AbortSignal;
  readonly emit?: (event: AdaptEvent) => void;
  /** Sections that are asked for at the same time. */
  readonly concurrency?: number;
  /** Block being read: its section waits for no other. */
  readonly reading?: string;
  /** Also look at the assembled page a second time. */
  readonly review?: boolean;
}

const CONCURRENCY = 4;

/**
 * Asks a model for what is missing of a page: the plan, and each section as soon as its plan is through, once more where the checks refused.
 * What passes is kept as it comes, and stays when the model fails later. Throws ModelError, and what the store throws.
 */
export async function adapt(known: Known, ports: AdaptPorts, options: AdaptOptions = {}): Promise<void> {
  const work = new Adapting(known, ports, options);
  await work.run();
}

class Adapting {
  readonly #known: Known;
  readonly #ports: AdaptPorts;
  readonly #options: AdaptOptions;
  readonly #limit: LimitFunction;
  readonly #under: Promise<void>[] = [];
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;

  constructor(known: Known, ports: AdaptPorts, options: AdaptOptions) {
    this.#known = known;
    this.#ports = ports;
    this.#options = options;
    this.#limit = pLimit(options.concurrency ?? CONCURRENCY);
    this.#signal = options.signal ? AbortSignal.any([options.signal, this.#stop.signal]) : this.#stop.signal;
  }

  async run(): Promise<void> {
    try {
      await this.#ask();
      if (this.#options.review === true && (await this.#review())) await this.#ask();
    } finally {
      // Nothing goes on behind the back of a caller who has been told of a failure.
      this.#stop.abort();
      await Promise.allSettled(this.#under);
    }
  }

  /** Plan and sections. One that fails lets the others come to their end: what they bring is paid for and good. */
  async #ask(): Promise<void> {
    this.#tellProgress();
    const failure = await this.#plan().then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    if (!failure) for (const section of this.#inOrder()) this.#start(section);
    const ended = await Promise.allSettled(this.#under.splice(0));
    if (failure) throw failure.error;
    const failed = ended.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  }

  #inOrder(): PageSection[] {
    const { sections } = this.#known.page;
    return sections.toSorted((a, b) => Number(this.#isRead(b)) - Number(this.#isRead(a)));
  }

  #isRead({ blocks }: PageSection): boolean {
    return blocks.some(({ id }) => id === this.#options.reading);
  }

  async #plan(): Promise<void> {
    const task = planTask(this.#known);
    if (!task) return;
    const { model, store } = this.#ports;
    const taking = takePlan(task, this.#known);
    let maker: Maker | undefined;
    for await (const answer of model.ask(task, this.#signal)) {
      // An answer in which nothing can be read must not be taken for a plan by which no block needs anything.
      if (answer.says === 'malformed') continue;
      maker = answer.maker;
      if (answer.says === 'thread') taking.thread(answer.text, maker);
      const settled = answer.says === 'entry' ? taking.entry(answer.entry, maker) : [];
      // Kept line by line, so that a section's adaptations never stand without the plan they are keyed by.
      await store.putPlans(taking.rows());
      await this.#flag(taking.flags());
      for (const index of settled) this.#startAt(index);
    }
    this.#signal.throwIfAborted();
    if (!maker) throw new ModelError('garbage', 'the plan had no line that could be read');
    taking.close(maker);
    await store.putPlans(taking.rows());
  }

  #startAt(index: number): void {
    const section = this.#known.page.sections.find((candidate) => candidate.index === index);
    if (section) this.#start(section);
  }

  #started = new Set<PageSection>();

  #start(section: PageSection): void {
    if (this.#started.has(section)) return;
    this.#started.add(section);
    // What is being read does not wait its turn.
    const work = this.#isRead(section) ? this.#section(section) : this.#limit(() => this.#section(section));
    // Looked at when all are through; until then a rejection is nobody's surprise.
    work.catch(() => {});
    this.#under.push(work);
  }

  /** A section, and once more what fell short in it. */
  async #section(section: PageSection): Promise<void> {
    for (let round = 0; round < 2; round += 1) {
      const task = sectionTask(this.#known, section);
      if (!task) return;
      await this.#answer(task);
    }
  }

  /** Without what is broken off here and finished by another page's run: a translation is shared by readers who do not wait for each other. */
  async #unfinished(adaptations: readonly Adaptation[]): Promise<readonly Adaptation[]> {
    const open = adaptations.filter(({ state }) => state === 'open').map(({ key }) => key);
    if (open.length === 0) return adaptations;
    const standing = await this.#ports.store.findAdaptations(open);
    const done = new Set(standing.filter(({ state }) => state === 'done').map(({ key }) => key));
    return adaptations.filter(({ key }) => !done.has(key));
  }

  async #answer(task: SectionTask): Promise<void> {
    const { model, store } = this.#ports;
    const taking = takeSection(task, this.#known);
    let maker: Maker | undefined;
    const keep = async (by: Maker, until: 'going' | 'end' | 'cut'): Promise<void> => {
      const through = taking.settle(by, until);
      if (through.length === 0) return;
      await store.putAdaptations(await this.#unfinished(through));
      this.#tellProgress();
    };
    try {
      for await (const answer of model.ask(task, this.#signal)) {
        // What names no block answers for none: were it an answer, two apologies would leave them to the author for good.
        if (answer.says === 'malformed' && answer.block === undefined) continue;
        maker = answer.maker;
        this.#tell(taking.hear(answer));
        await keep(maker, 'going');
      }
      this.#signal.throwIfAborted();
    } catch (error) {
      // What was shown does not vanish, also of the block in the middle of which the answer ended.
      if (maker) await keep(maker, 'cut');
      throw error;
    }
    if (!maker) throw new ModelError('garbage', 'the answer had nothing that could be read');
    await keep(maker, 'end');
    await this.#flag(taking.flags(maker));
  }

  /** The second look, once for a page as it is. Whether it found anything to mend. */
  async #review(): Promise<boolean> {
    const { model, store } = this.#ports;
    const review = reviewTask(this.#known);
    if (!review || (await store.findReview(review.key))) return false;
    const answers: Answer[] = [];
    for await (const answer of model.ask(review.task, this.#signal)) answers.push(answer);
    this.#signal.throwIfAborted();
    const maker = answers.find(({ says }) => says !== 'malformed')?.maker;
    if (!maker) throw new ModelError('garbage', 'the review had no line that could be read');
    const reopened = takeReview(this.#known, answers);
    await store.putAdaptations(reopened);
    await store.putReview({ key: review.key, chapter: this.#known.page.chapter.id, remarks: reopened.length, maker });
    this.#started = new Set();
    return reopened.length > 0;
  }

  async #flag(flags: readonly Flag[]): Promise<void> {
    if (flags.length > 0) await this.#ports.store.putFlags(flags);
  }

  #tell(edit: Edit | undefined): void {
    const { chapter, book } = this.#known.page;
    if (edit) this.#options.emit?.({ type: 'edit', edit: withTrees(edit, chapter, book) });
  }

  #tellProgress(): void {
    this.#options.emit?.({ type: 'progress', ...progressOf(this.#known) });
  }
}

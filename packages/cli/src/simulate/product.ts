import type { Adaptation, Maker, PlanEntry } from '@attune/contract';
import {
  blockKey,
  keyOf,
  type Known,
  type KnownBlock,
  type Page,
  planKey,
  planTask,
  type Said,
  sectionTask,
  takePlan,
  takeReview,
  type Task,
  threadKey,
  reviewTask,
} from '@attune/core';
import { needsNothing, requestFor } from '@attune/models';
import type { ChapterState } from './chapter-state.ts';
import { Ledger, type Round } from './ledger.ts';
import { linesTokens, type ModelledAnswers } from './modelled-answers.ts';
import type { Strategy } from './strategy.ts';
import { tokensIn } from './tokens.ts';
import type { Reader } from './workload.ts';

const MAKER: Maker = { model: 'modelled/answers', prompts: 'none', at: new Date(0).toISOString() };

interface Reading {
  readonly known: Known;
  readonly state: ChapterState;
  readonly at: number;
}

/**
 * What the product does: its own pages, tasks, requests and keys; plans and adaptations kept under them. Only what a model would answer is
 * modelled.
 */
export class Product implements Strategy {
  readonly name: string;
  readonly ledger = new Ledger();
  readonly #answers: ModelledAnswers;
  readonly #secondLook: boolean;
  /** Pages of which all is kept. */
  readonly #whole = new Set<string>();
  /** Keys by what they are made from: hashed once, not at every read. */
  readonly #keys = new Map<string, Map<string, string>>();
  readonly #plans = new Map<string, PlanEntry | null>();
  readonly #threads = new Map<string, string>();
  readonly #adaptations = new Map<string, Adaptation>();
  /** What the second look says of an adaptation when it first sees it. */
  readonly #remarks = new Map<string, string>();
  readonly #looked = new Set<string>();

  constructor(name: string, answers: ModelledAnswers, secondLook: boolean) {
    this.name = name;
    this.#answers = answers;
    this.#secondLook = secondLook;
  }

  read({ profile }: Reader, state: ChapterState, at: number): boolean {
    const { name, page } = state.pageFor(profile);
    const version = `${state.version} ${name}`;
    if (this.#whole.has(version)) return false;
    this.#whole.add(version);
    const reading = { known: this.#recall(page), state, at };
    const asked = this.#adapt(reading, 'writing');
    const looked = this.#secondLook && this.#look(reading);
    return asked || looked;
  }

  /** How many of a page's blocks are kept with all that they need, of those that may be adapted: for tests. */
  keptOf(page: Page): { plans: number; blocks: number } {
    const blocks = [...this.#recall(page).blocks.values()];
    return { plans: blocks.filter(({ entry }) => entry !== undefined).length, blocks: blocks.length };
  }

  /** As core's `recall` does, with the keys of a block and a projection hashed once. */
  #recall(page: Page): Known {
    const blocks = new Map<string, KnownBlock>();
    const blockKeys = this.#keysOf(`${page.chapter.id} blocks`);
    for (const section of page.sections) {
      const keys = this.#keysOf(`${page.chapter.id} ${JSON.stringify(section.projection)}`);
      for (const block of section.blocks) {
        const own = remember(blockKeys, block.id, () => blockKey(page, block));
        const key = remember(keys, block.id, () => planKey(own, section));
        const known: KnownBlock = { block, section, blockKey: own, planKey: key };
        const entry = this.#plans.get(key);
        if (entry !== undefined) known.entry = entry;
        const adaptation = entry === undefined ? undefined : this.#adaptations.get(this.#adaptationKey(page, known));
        if (adaptation) known.adaptation = adaptation;
        blocks.set(block.id, known);
      }
    }
    const own = remember(this.#keysOf(page.chapter.id), JSON.stringify(page.projection), () => threadKey(page));
    const thread = this.#threads.get(own);
    return { page, blocks, threadKey: own, ...(thread === undefined ? {} : { thread }) };
  }

  #keysOf(name: string): Map<string, string> {
    const keys = this.#keys.get(name) ?? new Map<string, string>();
    this.#keys.set(name, keys);
    return keys;
  }

  #adaptationKey(page: Page, known: KnownBlock): string {
    return remember(this.#keysOf(`to ${page.language ?? ''}`), known.planKey, () => keyOf(page, known));
  }

  /** The plan, then the sections and once more what the checks refused. Whether anything was asked for. */
  #adapt(reading: Reading, round: Round): boolean {
    const planned = this.#plan(reading);
    const written = reading.known.page.sections.map((section) =>
      this.#section(reading, () => sectionTask(reading.known, section), round),
    );
    return planned || written.includes(true);
  }

  #plan({ known, state, at }: Reading): boolean {
    const task = planTask(known);
    if (!task) return false;
    const taking = takePlan(task, known);
    const asks = !needsNothing(task);
    if (asks) {
      const thread = known.thread === undefined ? this.#answers.threadFor(known) : undefined;
      const entries = task.wanted.flatMap((id) => {
        const block = known.blocks.get(id);
        return (block && this.#answers.entryFor(known, state, block)) ?? [];
      });
      const lines = [...(thread === undefined ? [] : [{ thread }]), ...entries.map(asWritten)];
      this.#charge('plan', task, linesTokens(lines.length > 0 ? lines : [{ done: true }]), { known, state, at });
      if (thread !== undefined) taking.thread(thread, MAKER);
      for (const entry of entries) taking.entry(entry, MAKER);
    }
    taking.close(MAKER);
    for (const { key, entry } of taking.rows()) {
      if (key === known.threadKey) this.#threads.set(key, entry?.need ?? '');
      else this.#plans.set(key, entry);
    }
    return asks;
  }

  #section(reading: Reading, next: () => ReturnType<typeof sectionTask>, first: Round): boolean {
    let round = first;
    let task = next();
    if (!task) return false;
    for (; task; task = next()) {
      let output = 0;
      for (const id of task.wanted) {
        const block = reading.known.blocks.get(id) as KnownBlock;
        const { adaptation, written } = this.#write(task, reading.state, block);
        output += written;
        block.adaptation = adaptation;
        this.#adaptations.set(adaptation.key, adaptation);
      }
      this.#charge(round, task, output, reading);
      round = 'repair';
    }
    return true;
  }

  /** One block's answer: open where the checks send some of it back. */
  #write(
    task: Extract<Task, { kind: 'section' }>,
    state: ChapterState,
    known: KnownBlock,
  ): { adaptation: Adaptation; written: number } {
    const { page, section } = task;
    const sample = this.#answers.sampleFor(task, state, known);
    const edits = this.#answers.editsOf(sample, task, state, known);
    const key = this.#adaptationKey(page, known);
    const isRefused = known.adaptation === undefined && sample.repaired && edits.length > 0;
    if (sample.remark !== undefined && known.adaptation === undefined) this.#remarks.set(key, sample.remark);
    const adaptation: Adaptation = {
      key,
      chapter: page.chapter.id,
      block: known.block.id,
      projection: section.projection,
      ...(page.language === undefined ? {} : { language: page.language }),
      state: isRefused ? 'open' : 'done',
      edits: isRefused ? edits.slice(1) : edits,
      refused: isRefused ? this.#answers.refusalsOf(edits, key) : [],
      remarks: [],
      asked: (known.adaptation?.asked ?? 0) + 1,
      certificate: {},
      maker: MAKER,
    };
    return { adaptation, written: this.#answers.writtenFor(edits, task, state, known) };
  }

  /** Reads the assembled page once more; what it has not seen before may be sent back. */
  #look(reading: Reading): boolean {
    const { known } = reading;
    const review = reviewTask(known);
    if (!review || this.#looked.has(review.key)) return false;
    this.#looked.add(review.key);
    const said = [...known.blocks.values()].flatMap(({ adaptation }): Extract<Said, { says: 'remark' }>[] => {
      const text = adaptation && this.#remarks.get(adaptation.key);
      if (adaptation) this.#remarks.delete(adaptation.key);
      return adaptation && text !== undefined ? [{ says: 'remark', block: adaptation.block, text }] : [];
    });
    const lines = said.map(({ text }) => ({ block: 'b00', problem: text }));
    this.#charge('secondLook', review.task, linesTokens(lines.length > 0 ? lines : [{ done: true }]), reading);
    for (const adaptation of takeReview(known, said)) this.#adaptations.set(adaptation.key, adaptation);
    this.#adapt(reading, 'mending');
    return true;
  }

  #charge(round: Round, task: Task, output: number, { state, at }: Reading): void {
    const { system, chapter, task: text } = requestFor(task);
    const prefix = { name: state.version, tokens: tokensIn(system.length + chapter.length) };
    this.ledger.charge({ round, prefix, task: tokensIn(text.length), output, at });
  }
}

const asWritten = ({ terms, need, error, does, tags }: PlanEntry): object => ({
  block: 'b00',
  terms,
  need,
  does,
  tags,
  error,
});

function remember(known: Map<string, string>, name: string, compute: () => string): string {
  const found = known.get(name) ?? compute();
  known.set(name, found);
  return found;
}

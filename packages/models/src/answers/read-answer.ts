import type { ReviewTask, Said, Task } from '@attune/core';
import { DoneLine, RemarkLine, ThreadLine } from './lines.ts';
import { parseObject } from './parse-object.ts';
import { readEdit } from './read-edit.ts';
import { readEntry } from './read-entry.ts';
import { blockIn, type Fields, malformed, problemOf } from './said.ts';
import { ObjectScanner, type Piece } from './scan-objects.ts';

/** Reads an answer as it comes: each thing is said as soon as its object closes. Throws what the stream throws; what came before is good. */
export async function* readAnswer(task: Task, chunks: AsyncIterable<string>): AsyncGenerator<Said, void, undefined> {
  const reader = new AnswerReader(task);
  for await (const chunk of chunks) yield* reader.take(chunk);
  yield* reader.end();
}

/** Reads a whole answer. */
export function readAnswerText(task: Task, text: string): Said[] {
  const reader = new AnswerReader(task);
  return [...reader.take(text), ...reader.end()];
}

class AnswerReader {
  readonly #task: Task;
  readonly #scanner = new ObjectScanner();
  #hasTalked = false;

  constructor(task: Task) {
    this.#task = task;
  }

  take(chunk: string): Said[] {
    return this.#scanner.take(chunk).flatMap((piece) => this.#read(piece));
  }

  end(): Said[] {
    return this.#scanner.end().flatMap((piece) => this.#read(piece));
  }

  #read({ kind, text }: Piece): Said[] {
    if (kind === 'stray') {
      // One answer, one complaint: talk round the lines is one slip, however often it comes.
      if (this.#hasTalked) return [];
      this.#hasTalked = true;
      return [malformed(text, 'text outside of the lines')];
    }
    if (kind === 'unclosed') return [malformed(text, 'the line does not close', this.#blockOfBroken(text))];
    const objects = parseObject(text);
    if (!objects) return [malformed(text, 'the line is no JSON', this.#blockOfBroken(text))];
    return objects.flatMap((fields) => saidIn(fields, this.#task));
  }

  /** As much as can be read of a line that is none. */
  #blockOfBroken(text: string): string | undefined {
    return blockIn({ block: /"block"\s*:\s*"([^"\s]+)"/.exec(text)?.[1] }, this.#task.page.chapter);
  }
}

function saidIn(fields: Fields, task: Task): Said[] {
  if (DoneLine.safeParse(fields).success) return [{ says: 'done' }];
  if (task.kind === 'section') return readEdit(fields, task);
  if (task.kind === 'review') return [readRemark(fields, task)];
  if (!('thread' in fields)) return [readEntry(fields, task)];
  const thread = ThreadLine.safeParse(fields);
  return [thread.success ? { says: 'thread', text: thread.data.thread } : malformed(fields, problemOf(thread.error))];
}

function readRemark(fields: Fields, { page, edits }: ReviewTask): Said {
  const block = blockIn(fields, page.chapter);
  const parsed = RemarkLine.safeParse(fields);
  if (!parsed.success) return malformed(fields, problemOf(parsed.error), block);
  if (block === undefined) return malformed(fields, `there is no block ${parsed.data.block}`);
  if ((edits.get(block)?.length ?? 0) === 0) return malformed(fields, 'nothing of this block is ours to mend', block);
  return { says: 'remark', block, text: parsed.data.problem };
}

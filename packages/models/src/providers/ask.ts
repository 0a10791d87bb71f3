import type { ModelSettings } from '@attune/contract';
import { ModelError, type ModelFailure } from '@attune/core';
import { streamText, type LanguageModel, type TextStreamPart, type ToolSet } from 'ai';
import type { ModelRequest } from '../types.ts';
import { isRefusalEvent, readEventUsage } from './events.ts';
import { isRefusal, toModelError } from './failures.ts';
import { Meter, type Reading } from './meter.ts';

/** Four times what is usual: nothing that keeps to the limit has more. */
const MOST_LETTERS_A_TOKEN = 16;

/** `aborted`: whoever asked wants it no more. */
export type Outcome = 'ok' | 'aborted' | ModelFailure;

/** One request to one model. */
export interface Call {
  readonly name: string;
  readonly model: LanguageModel;
  readonly request: ModelRequest;
  readonly deadlines: ModelSettings['deadlines'];
  readonly signal: AbortSignal | undefined;
  /** Called once, when nothing more will come. */
  readonly onEnd: (outcome: Outcome, reading: Reading) => void;
}

/** Sends it, and resolves with the text once the first of it is there. Throws ModelError, and an abort as it is. */
export async function ask(call: Call): Promise<AsyncIterable<string>> {
  const text = readText(new Running(call));
  const first = await text.next();
  return first.done ? text : resume(first.value, text);
}

async function* resume(first: string, rest: AsyncGenerator<string, void>): AsyncGenerator<string, void> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return();
  }
}

async function* readText(running: Running): AsyncGenerator<string, void> {
  try {
    for await (const part of running.send().stream) {
      const text = running.take(part);
      if (text !== undefined) yield text;
    }
    running.finish();
  } catch (error) {
    throw running.fail(error);
  } finally {
    running.end('aborted'); // by a reader who leaves early; otherwise it has ended already
  }
}

/** A call under way: its deadlines, what was measured of it, how it ends. */
class Running {
  readonly #call: Call;
  readonly #meter: Meter;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #timers: Record<'firstText' | 'answer', NodeJS.Timeout>;
  #sent = false;
  #finishReason: string | undefined;
  #ended = false;

  constructor(call: Call) {
    const { firstTextMs, answerMs } = call.deadlines;
    this.#call = call;
    this.#meter = new Meter(call.request);
    this.#signal = AbortSignal.any([this.#stop.signal, ...(call.signal === undefined ? [] : [call.signal])]);
    this.#timers = {
      firstText: setTimeout(
        () => this.#stop.abort(this.#error('timeout', `no text in ${firstTextMs} ms`)),
        firstTextMs,
      ),
      answer: setTimeout(() => this.#stop.abort(this.#error('timeout', `no end in ${answerMs} ms`)), answerMs),
    };
    // Not left to whoever reads the text: they may have gone without a word.
    this.#signal.addEventListener('abort', () => this.end(outcomeOf(this.#signal.reason)), { once: true });
  }

  send(): ReturnType<typeof streamText> {
    this.#signal.throwIfAborted();
    this.#sent = true;
    return streamRequest(this.#call, this.#signal);
  }

  /** The text of a part of the stream, if it has any. */
  take(part: TextStreamPart<ToolSet>): string | undefined {
    if (part.type === 'error') throw part.error;
    if (part.type === 'abort') this.#signal.throwIfAborted();
    if (part.type === 'raw') this.#takeEvent(part.rawValue);
    if (part.type === 'finish-step') {
      this.#finishReason = part.finishReason;
      this.#meter.addTotal(part.usage);
    }
    if (part.type !== 'text-delta' || part.text === '') return undefined;
    clearTimeout(this.#timers.firstText);
    this.#meter.addText(part.text);
    // Some servers do not know the limit, and a model in a loop has no other.
    if (this.#meter.length > this.#call.request.maxOutputTokens * MOST_LETTERS_A_TOKEN) throw this.#tooLong();
    return part.text;
  }

  /** Nothing more came. Throws where that is not how an answer ends. */
  finish(): void {
    this.#signal.throwIfAborted();
    if (this.#finishReason === 'length') throw this.#tooLong();
    if (this.#finishReason === 'content-filter') throw this.#error('declined', 'the model declines to answer');
    if (this.#finishReason !== 'stop') throw this.#error('cut', 'the answer ended without its end');
    if (!this.#meter.hasText) throw this.#error('garbage', 'the answer is empty');
    this.end('ok');
  }

  /** Ends it, and gives what is to be thrown. */
  fail(error: unknown): unknown {
    const failure = this.#signal.aborted ? (this.#signal.reason as unknown) : this.#failureFor(error);
    this.end(outcomeOf(failure));
    return failure;
  }

  /** Once only. Closes the connection, where it is open still. */
  end(outcome: Outcome): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timers.firstText);
    clearTimeout(this.#timers.answer);
    this.#stop.abort();
    this.#call.onEnd(outcome, this.#meter.read(!this.#sent || (isRefusal(outcome) && !this.#meter.hasText)));
  }

  #takeEvent(event: unknown): void {
    this.#meter.addUsage(readEventUsage(event));
    if (isRefusalEvent(event)) throw this.#error('declined', 'the model declines to answer');
  }

  #failureFor(error: unknown): ModelError {
    if (error instanceof ModelError || !this.#meter.hasText) return toModelError(this.#call.name, error);
    return this.#error('cut', 'the answer broke off');
  }

  #tooLong(): ModelError {
    return this.#error('too-long', 'the answer is longer than was allowed');
  }

  #error(failure: ModelFailure, what: string): ModelError {
    return new ModelError(failure, `${this.#call.name}: ${what}`);
  }
}

function outcomeOf(failure: unknown): Outcome {
  return failure instanceof ModelError ? failure.failure : 'aborted';
}

/** Anthropic is told up to where it may keep the prompt; the others find out. OpenAI is told not to keep the answer. */
const CACHED = { anthropic: { cacheControl: { type: 'ephemeral' } } };
const NOT_STORED = { openai: { store: false } };

function streamRequest({ model, request }: Call, signal: AbortSignal): ReturnType<typeof streamText> {
  return streamText({
    model,
    instructions: request.system,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: request.chapter, providerOptions: CACHED },
          { type: 'text', text: request.task },
        ],
      },
    ],
    maxOutputTokens: request.maxOutputTokens,
    providerOptions: NOT_STORED,
    abortSignal: signal,
    maxRetries: 0, // retry.ts does
    include: { rawChunks: true },
    telemetry: { isEnabled: false, recordInputs: false, recordOutputs: false },
    onError: () => {}, // it is thrown; the SDK would print it, prompt and all
  });
}

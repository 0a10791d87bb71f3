import type { LanguageModelUsage } from 'ai';
import type { ModelRequest, Usage } from '../types.ts';

const NO_USAGE: Usage = { input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

/** What one request took. */
export interface Reading {
  readonly usage: Usage;
  /** The provider did not say all of `usage`: the rest is reckoned from the length of the texts. */
  readonly estimated: boolean;
  /** From the request to its end. */
  readonly ms: number;
  /** To the first text, where there was one. */
  readonly firstTextMs: number | undefined;
}

/** Measures one request while it runs. */
export class Meter {
  readonly #request: ModelRequest;
  readonly #start = performance.now();
  #firstTextMs: number | undefined;
  #length = 0;
  #said: Partial<Usage> = {};
  #total: Usage | undefined;

  constructor(request: ModelRequest) {
    this.#request = request;
  }

  get hasText(): boolean {
    return this.#firstTextMs !== undefined;
  }

  /** Letters of the answer so far. */
  get length(): number {
    return this.#length;
  }

  addText(text: string): void {
    this.#firstTextMs ??= performance.now() - this.#start;
    this.#length += text.length;
  }

  /** What the provider says of tokens on the way. */
  addUsage(usage: Partial<Usage> | undefined): void {
    this.#said = { ...this.#said, ...usage };
  }

  /** What it says at the end. */
  addTotal({ inputTokens, inputTokenDetails, outputTokens }: LanguageModelUsage): void {
    if (inputTokens === undefined || outputTokens === undefined) return;
    const { cacheReadTokens: cacheRead = 0, cacheWriteTokens: cacheWrite = 0 } = inputTokenDetails;
    this.#total = { input: inputTokens - cacheRead - cacheWrite, cacheRead, cacheWrite, output: outputTokens };
  }

  /** `free`: the provider took no request, so that there is nothing to estimate. */
  read(free: boolean): Reading {
    const usage = this.#total ?? (free ? { ...NO_USAGE, ...this.#said } : this.#estimate());
    const estimated = this.#total === undefined && !free;
    return { usage, estimated, ms: performance.now() - this.#start, firstTextMs: this.#firstTextMs };
  }

  #estimate(): Usage {
    const { system, chapter, task } = this.#request;
    const input = tokensIn(system.length + chapter.length + task.length);
    const output = Math.max(this.#said.output ?? 0, tokensIn(this.#length));
    return { ...NO_USAGE, input, ...this.#said, output };
  }
}

/** Four characters are about a token of English; of other scripts it is fewer, so that this is too little for them. */
function tokensIn(length: number): number {
  return Math.ceil(length / 4);
}

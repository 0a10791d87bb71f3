import type { ModelProvider } from '@attune/contract';
import type { Usage } from '../types.ts';

/** How an answer ends; `none`: the upstream closes without saying. */
export type Finish = 'stop' | 'length' | 'refusal' | 'none';

/** What the server does with a request. */
export type Script =
  /** Answers in pieces, `paceMs` before each; `cut`: breaks the connection after them. */
  | {
      readonly chunks: Iterable<string> | AsyncIterable<string>;
      readonly paceMs?: number;
      readonly finish?: Finish | 'cut';
      /** None: 100 in, 10 out. `false`: it does not say. */
      readonly usage?: Usage | false;
    }
  /** Fails. A body is JSON or, a string, sent as it is; without one, an error in the provider's shape that repeats the whole prompt. */
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  /** Never sends a text; `begun`: sends the events that come before one. */
  | { readonly hang: true | 'begun' }
  /** Breaks the connection after so many pieces. */
  | { readonly cutAfter: number; readonly paceMs?: number }
  /** Sends pieces for ever, one every `paceMs` (5). */
  | { readonly endless: true; readonly paceMs?: number };

export interface Prompt {
  readonly system: string;
  readonly chapter: string;
  readonly task: string;
}

/** A request as it came. */
export interface ReceivedRequest {
  readonly provider: ModelProvider;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  readonly prompt: Prompt;
}

/** How one provider's API looks on the wire: server-sent events, each given as its text. */
export interface WireFormat {
  /** What the end of a path is, by which a request is known. */
  readonly path: RegExp;
  readPrompt(body: unknown): Prompt;
  /** What comes before the first text. */
  begin(usage: Usage | false): string;
  chunk(text: string): string;
  /** A refusal's words come as `chunk` or, where the format has a place of its own for them, here. */
  end(finish: Exclude<Finish, 'none'>, usage: Usage | false): string;
  /** An error's body, and the header's status. */
  error(status: number, message: string): unknown;
}

import type { ModelPrice } from '@attune/contract';
import { priceOf, type Usage } from '@attune/models';

/** What a model is asked for: a plan, the writing (edits or whole chapters), what the checks refused once more, a second look, what it found. */
export const ROUNDS = ['plan', 'writing', 'repair', 'secondLook', 'mending'] as const;
export type Round = (typeof ROUNDS)[number];

/** Estimated tokens. `input` is neither read from the provider's cache nor written to it. */
export interface Spent extends Usage {
  readonly requests: number;
}

/** One request as it is charged. */
export interface Charge {
  readonly round: Round;
  /** Of the prompt what other requests about the same chapter begin with too; `name` tells one from another. */
  readonly prefix: { readonly name: string; readonly tokens: number };
  /** Tokens of the prompt after that. */
  readonly task: number;
  readonly output: number;
  /** Seconds since the simulation began. */
  readonly at: number;
}

/** How long a provider keeps a prompt since its last use, and the least that it keeps. */
export const KEPT_SECONDS = 300;
export const LEAST_KEPT_TOKENS = 1024;

const NOTHING: Spent = { requests: 0, input: 0, cacheRead: 0, cacheWrite: 0, output: 0 };

/** Counts what requests take, with a provider's prompt cache. */
export class Ledger {
  readonly #spent = new Map<Round, Spent>();
  readonly #lastUsed = new Map<string, number>();

  charge({ round, prefix, task, output, at }: Charge): void {
    const before = this.#spent.get(round) ?? NOTHING;
    const isKept = at - (this.#lastUsed.get(prefix.name) ?? -Infinity) < KEPT_SECONDS;
    const where = prefix.tokens < LEAST_KEPT_TOKENS ? 'input' : isKept ? 'cacheRead' : 'cacheWrite';
    this.#lastUsed.set(prefix.name, at);
    const taken = { ...NOTHING, requests: 1, input: task, output };
    this.#spent.set(round, add(before, { ...taken, [where]: taken[where] + prefix.tokens }));
  }

  /** By round; whole tokens. */
  rounds(): Partial<Record<Round, Spent>> {
    return Object.fromEntries(
      ROUNDS.flatMap((round) => {
        const spent = this.#spent.get(round);
        return spent ? [[round, rounded(spent)]] : [];
      }),
    );
  }
}

const add = (a: Spent, b: Spent): Spent => ({
  requests: a.requests + b.requests,
  input: a.input + b.input,
  cacheRead: a.cacheRead + b.cacheRead,
  cacheWrite: a.cacheWrite + b.cacheWrite,
  output: a.output + b.output,
});

export const totalOf = (rounds: Partial<Record<Round, Spent>>): Spent => Object.values(rounds).reduce(add, NOTHING);

/** US dollars, with the provider's prompt cache and without any. */
export function dollarsOf(spent: Spent, price: ModelPrice): { usd: number; usdWithoutPromptCache: number } {
  const plain = { ...NOTHING, input: spent.input + spent.cacheRead + spent.cacheWrite, output: spent.output };
  return { usd: dollars(spent, price), usdWithoutPromptCache: dollars(plain, price) };
}

const dollars = (spent: Spent, price: ModelPrice): number => Math.round((priceOf(spent, price) ?? 0) * 100) / 100;

function rounded({ requests, input, cacheRead, cacheWrite, output }: Spent): Spent {
  const [a, b, c, d] = [input, cacheRead, cacheWrite, output].map(Math.round) as [number, number, number, number];
  return { requests, input: a, cacheRead: b, cacheWrite: c, output: d };
}

import type { ModelSettings } from '@attune/contract';
import { ModelError } from '@attune/core';
import type { Usage } from '../types.ts';

/** Decides whether a model may be asked. */
export interface Budget {
  /** Before each request. Throws ModelError `budget` with the time until it is open again. Each is followed by one `spend`. */
  admit(): Promise<void>;
  /** After it, whatever became of it. `usd` is undefined where the model's price is not known. */
  spend(usage: Usage, model: string, usd: number | undefined): Promise<void> | void;
}

export interface Spent {
  readonly tokens: number;
  readonly usd: number;
}

/** Where all processes write down what they spend. */
export interface Ledger {
  spentSince(date: Date): Promise<Spent>;
}

/** A budget of which it can be told how it stands. */
export interface DailyBudget extends Budget {
  /** Whether nothing is left of the day, as far as this process knows. */
  isSpent(): boolean;
}

const DAY = 86_400_000;
/** How long a reading of the ledger is good, in milliseconds. */
const FRESH = 5000;
/** What a request is taken to cost while it runs, until some have been measured. */
const GUESS: Spent = { tokens: 10_000, usd: 0.05 };

/** So much a day, in UTC; no limits, no questions. What other processes spend is seen within seconds. */
export function dailyBudget(limits: ModelSettings['budget'], ledger: Ledger, clock: () => Date): DailyBudget {
  return new LedgerBudget(limits, ledger, clock);
}

class LedgerBudget implements DailyBudget {
  readonly #limits: ModelSettings['budget'];
  readonly #ledger: Ledger;
  readonly #clock: () => Date;
  /** When the day began of which the rest speaks. */
  #day = Number.NaN;
  /** Of all processes, as far as known. It only grows: the ledger may lag behind what this process has spent. */
  #spent: Spent = { tokens: 0, usd: 0 };
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;
  #underWay = 0;
  #measured = { requests: 0, tokens: 0, usd: 0 };

  constructor(limits: ModelSettings['budget'], ledger: Ledger, clock: () => Date) {
    this.#limits = limits;
    this.#ledger = ledger;
    this.#clock = clock;
  }

  async admit(): Promise<void> {
    const { tokensPerDay, usdPerDay } = this.#limits;
    if (tokensPerDay !== undefined || usdPerDay !== undefined) await this.#refresh();
    const expected = this.#expected();
    if (expected.tokens >= (tokensPerDay ?? Number.POSITIVE_INFINITY))
      throw this.#closed(`${Math.round(expected.tokens)} of ${tokensPerDay} tokens`);
    if (expected.usd >= (usdPerDay ?? Number.POSITIVE_INFINITY))
      throw this.#closed(`${expected.usd.toFixed(2)} of ${usdPerDay} US dollars`);
    this.#underWay += 1;
  }

  isSpent(): boolean {
    this.#turnDay();
    const { tokensPerDay = Number.POSITIVE_INFINITY, usdPerDay = Number.POSITIVE_INFINITY } = this.#limits;
    return this.#spent.tokens >= tokensPerDay || this.#spent.usd >= usdPerDay;
  }

  spend({ input, cacheRead, cacheWrite, output }: Usage, _model: string, usd: number | undefined): void {
    this.#turnDay();
    const cost = { tokens: input + cacheRead + cacheWrite + output, usd: usd ?? 0 };
    this.#underWay -= 1;
    this.#spent = add(this.#spent, cost);
    if (cost.tokens > 0) this.#measured = { ...add(this.#measured, cost), requests: this.#measured.requests + 1 };
  }

  /** What is spent and, at what one costs on average, what the requests under way will: they were let in on the same figures. */
  #expected(): Spent {
    const { requests, tokens, usd } = this.#measured;
    const each = requests === 0 ? GUESS : { tokens: tokens / requests, usd: usd / requests };
    return add(this.#spent, { tokens: each.tokens * this.#underWay, usd: each.usd * this.#underWay });
  }

  async #refresh(): Promise<void> {
    this.#turnDay();
    if (this.#clock().getTime() - this.#readAt < FRESH) return;
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    await this.#reading;
  }

  async #read(): Promise<void> {
    const day = this.#day;
    const { tokens, usd } = await this.#ledger.spentSince(new Date(day)).catch((cause: unknown) => {
      throw new ModelError('budget', 'what was spent today cannot be read', { cause, retryAfter: FRESH });
    });
    if (day !== this.#day) return;
    this.#spent = { tokens: Math.max(this.#spent.tokens, tokens), usd: Math.max(this.#spent.usd, usd) };
    this.#readAt = this.#clock().getTime();
  }

  #turnDay(): void {
    const now = this.#clock().getTime();
    const day = now - (now % DAY);
    if (day === this.#day) return;
    this.#day = day;
    this.#spent = { tokens: 0, usd: 0 };
    this.#readAt = Number.NEGATIVE_INFINITY;
  }

  #closed(figures: string): ModelError {
    const opens = this.#day + DAY;
    const running = this.#underWay === 0 ? '' : `, with ${this.#underWay} requests under way`;
    return new ModelError(
      'budget',
      `the day's budget is used up (${figures}${running}); it is open again at ${new Date(opens).toISOString()}`,
      { retryAfter: opens - this.#clock().getTime() },
    );
  }
}

function add(one: Spent, other: Spent): Spent {
  return { tokens: one.tokens + other.tokens, usd: one.usd + other.usd };
}

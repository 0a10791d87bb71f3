import { KEPT_SECONDS, LEAST_KEPT_TOKENS } from './ledger.ts';
import { DENSE_SCRIPT } from './tokens.ts';

/** What a simulation's figures rest on; printed and written with them. */
export interface About {
  readonly measured: readonly string[];
  readonly modelled: readonly string[];
  readonly assumed: readonly string[];
}

interface Basis {
  /** Which book's prepared adaptations were measured. */
  readonly of: string;
  readonly plans: number;
  readonly adaptations: number;
  readonly reviews: number;
  readonly languages: readonly string[];
  readonly secondLook: boolean;
  readonly isMixGiven: boolean;
}

export function aboutOf({ of, plans, adaptations, reviews, languages, secondLook, isMixGiven }: Basis): About {
  return {
    measured: [
      'Chapters, blocks, sections, projections, plan and adaptation keys and the texts of plan, section and review requests: by the product’s own code.',
      `How many blocks a plan names, what its lines say, how long adaptations are and how often they were asked for again: in what was prepared for ${of} (${plans} planned blocks, ${adaptations} adaptations, ${reviews} second looks), by kind of reader (answers that matter to all prose), language and kind of block.`,
      'For the four older ways: an adapted block is as much longer than its source as the prepared pages are for that kind of reader; code and formulas stay as they are.',
    ],
    modelled: [
      'Which block needs what is drawn from what was measured, by its key and the seed; where a kind of reader was not measured the nearest stands for it, in another language times what translating alone took.',
      languages.length === 0
        ? 'No other language was measured: one is counted like the book’s own.'
        : `Other languages are counted like those measured: ${languages.join(', ')}.`,
      'Rewrites are counted in full; a model that only names what it weaves in writes less.',
      `The provider’s prompt cache: a chapter’s prompt is written at its first request and read by those within ${KEPT_SECONDS} s of the last (from ${LEAST_KEPT_TOKENS} tokens), on all sides; money is given without it as well.`,
    ],
    assumed: [
      `Four letters a token; letters of other scripts than Latin count ${DENSE_SCRIPT} times.`,
      isMixGiven
        ? 'Readers’ answers by the given mix; those it does not name evenly.'
        : 'Readers’ answers evenly over all that the book offers, each on its own.',
      'Reads evenly over readers, chapters and the hours of a day; edits before a day’s first read; no reader changes an answer; nothing expires; no two readers wait for the same at once.',
      'The older ways take every answer as it comes: no check, no repair. Failed requests cost nothing anywhere.',
      secondLook
        ? 'Second look: whatever was written for a page is read once more as a page and what is found is mended, on all sides; for the older ways only the faulty part is written anew.'
        : 'No second look, as for readers who wait; attune warm makes one (--second-look counts it).',
    ],
  };
}

import type { Adaptation, Maker } from '@attune/contract';
import { adapt, type AdaptOptions, type AdaptPorts } from './adapt.ts';
import { isComplete, type Known } from './known.ts';
import { type AdaptationStore, ModelError } from './types.ts';

/** What became of adaptations that were asked for anew. Nothing of it is kept yet. */
export interface Renewed {
  /** Whole, through all checks, with something to show: may take the place of what stands under their keys. */
  readonly better: readonly Adaptation[];
  /** Keys of those whose new answer fell short: what stands is to stay. */
  readonly short: readonly string[];
  /** What kept the model from answering for the rest. */
  readonly failure?: ModelError;
}

/** The finished adaptations of a page that somebody made of whom that is to be said. */
export const madeBy = ({ blocks }: Known, isMeant: (maker: Maker) => boolean): Adaptation[] =>
  [...blocks.values()].flatMap(({ adaptation }) =>
    adaptation?.state === 'done' && isMeant(adaptation.maker) ? [adaptation] : [],
  );

/**
 * Asks for these adaptations of a whole page as if they were missing, by the plan that stands, and once more where the checks refused. In
 * memory: what is known of the page is overwritten, what the store has of it is not. Throws what the store throws, and an abort.
 */
export async function renew(
  known: Known,
  old: readonly Adaptation[],
  { model, store }: AdaptPorts,
  options: AdaptOptions = {},
): Promise<Renewed> {
  if (old.length === 0 || !isComplete(known)) return { better: [], short: [] };
  const keys = new Set(old.map(({ key }) => key));
  for (const block of known.blocks.values())
    if (block.adaptation && keys.has(block.adaptation.key)) delete block.adaptation;
  const made = new Map<string, Adaptation>();
  const failure = await asFailure(adapt(known, { model, store: held(store, made) }, options));
  const through = [...made.values()].filter(({ key, state }) => keys.has(key) && state === 'done');
  const better = through.filter(isBetter);
  const short = through.filter((adaptation) => !isBetter(adaptation)).map(({ key }) => key);
  return { better, short, ...(failure && { failure }) };
}

/** That a model now says nothing at all is no reason to lose what another had to say. */
const isBetter = ({ edits, refused }: Adaptation): boolean => edits.length > 0 && refused.length === 0;

/** Reads as the store; of what is put only what is not said of a page's own text gets through. */
const held = (store: AdaptationStore, made: Map<string, Adaptation>): AdaptationStore => ({
  ...store,
  // Else what stands would keep an answer that broke off from being finished.
  findAdaptations: async () => [],
  putPlans: async () => {},
  async putAdaptations(adaptations) {
    for (const adaptation of adaptations) made.set(adaptation.key, adaptation);
  },
});

async function asFailure(work: Promise<void>): Promise<ModelError | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
}

import type { Facet, Projection, Reason } from '@attune/contract';
import { answersOf, forAnswers } from '../transformation.ts';

const FACET = 'hardware_availability';
/** Answers that have a transformation of their own. */
const OTHERS = new Set(['Jetson Kit', 'Cloud', 'None']);

const ownKinds = (projection: Projection, _facets: readonly Facet[]): Reason[] =>
  answersOf(projection, FACET)
    .filter((value) => !OTHERS.has(value))
    .map((value) => ({ facet: FACET, value }));

/**
 * Applies to a reader with an RTX workstation, and to kinds of hardware that a book names itself. May rewrite and add notes where the text
 * speaks of running something. After it no figure, model or version stands that the chapter has not.
 */
export const hardwareNotes = forAnswers({
  name: 'hardware-notes',
  may: ['rewrite', 'insert'],
  always: `Where the text speaks of running, training, simulating or measuring, say in one or two sentences how that is on the hardware that the reader has: what runs there as it stands, what is not needed, what is different, where the chapter's figures hold and where not. At most one note a section. No models, figures, drivers, versions or prices that the chapter has not; nothing where the hardware makes no difference.`,
  values: {
    [FACET]: {
      'RTX Workstation': `An RTX GPU in one's own workstation: simulation with a window, training and inference run locally, with the GPU's memory apart from the CPU's, so data is copied between them; an x86 machine, where a Jetson is ARM, so that container images and engines built here do not run there. No robot is attached to it.`,
    },
  },
  also: ownKinds,
  holds: 'What is said of the hardware is certain, and no figure of it is new.',
});

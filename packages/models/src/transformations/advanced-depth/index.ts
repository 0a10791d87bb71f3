import { atLevel } from '../levels.ts';
import { forAnswers } from '../transformation.ts';

/**
 * Applies to the highest level, as `advanced-condense` does. May add a note after a block, or a clause in it. After it the page says more
 * than the author did only where that is settled knowledge of the field, and repeats nothing.
 */
export const advancedDepth = forAnswers({
  name: 'advanced-depth',
  may: ['rewrite', 'insert'],
  also: atLevel('expert'),
  always: `Where the chapter stops just short of what an expert asks next, one sentence behind the author's or a note of 30 to 80 words after the block: the mechanism underneath, the assumption and where it breaks, the cost, the failure seen in practice and how to tell it, the known method of which this is a case, by its name, what one would rather do in production. Wherever it can be, it is said of the reader's own work and machine, as the answers above describe them. It is an answer, written out in whole sentences, and not a hint that there is one. Only what is settled in the field or follows from the chapter; no figures that the chapter has not, no literature, no versions.`,
  planning:
    'Four to eight such additions in a chapter, at its turning points; nothing that it says elsewhere: look at its `depth` passages and at later sections first. Code that is broken or unsafe as printed is always one.',
  values: { programming_experience: { Advanced: '', advanced: '' } },
  holds: 'What is added is certain, new on the page, and of use to who knows the rest.',
});

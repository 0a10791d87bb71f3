import { reasonsIn, type Transformation } from '../transformation.ts';

const ALWAYS = `Where a statement of the author's is wrong or outdated so that it would mislead, and only where that is certain beyond doubt. A choice that the author may make, a simplification, a rounded figure, a matter of style or spelling is no error; nor is a slip of the pen that misleads nobody. Check by calculating, by the chapter's own code and figures, by the definition of the thing.`;

/**
 * Applies to every reader for whom something else is done: what is wrong is wrong for all of them, so their answers are the reason that is
 * given. May correct, where the author's policy allows it, else flag. After it the author's words stand beside the corrected ones.
 */
export const correction: Transformation = {
  name: 'correction',
  may: ['correct'],
  applies: (projection) => {
    const [first] = reasonsIn(projection);
    return first && [first];
  },
  prompt: () => ALWAYS,
  holds: 'One statement is put right, the author’s words stand beside it, and everything else is as it was.',
  texts: [ALWAYS],
};

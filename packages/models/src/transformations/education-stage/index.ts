import { forAnswers } from '../transformation.ts';

/**
 * Applies to `education_level` of the preset `learning-goals`, but for undergraduates, for whom textbooks are written. May rewrite and add
 * notes. After it all mathematics of the author's stands: it is spoken beside, not replaced.
 */
export const educationStage = forAnswers({
  name: 'education-stage',
  may: ['rewrite', 'insert'],
  values: {
    education_level: {
      high_school: `Mathematics and physics are those of school: vectors, trigonometry and straight-line motion perhaps, no calculus, matrices, statistics or complex numbers. Where a formula goes beyond, a note says in words what it computes, what makes it larger or smaller, and one case with small numbers. Examples from what one meets at sixteen, not from working life.`,
      graduate: `Has a degree: mathematics up to linear algebra, calculus and probability is at hand. Where the chapter argues by picture, one sentence may give the exact statement behind it or its name, and the condition under which it holds.`,
      professional: `Comes from work, not from school: some of the theory is long ago. Where a formula returns after years, one clause of reminder; where theory and practice part, what practice does.`,
    },
  },
  newcomers: { education_level: ['high_school'] },
  holds: 'The author’s mathematics stands; what is added speaks beside it.',
  neutral: { education_level: { undergraduate: 'textbooks are written for this reader' } },
});

import { atLevel } from '../levels.ts';
import { forAnswers } from '../transformation.ts';

/**
 * Applies to the lowest level (`programming_experience`: Beginner, beginner, none; the first option of a book's own level facet). May put
 * dense sentences in plainer ones, explain terms, add notes, worked examples and small tables. After it, every claim,
 * number, condition and term of the author's still stands, and each term is explained once, where it is first needed. The middle level is
 * who the author wrote for: nothing is done for it.
 */
export const beginnerSimplify = forAnswers({
  name: 'beginner-simplify',
  may: ['rewrite', 'insert'],
  also: atLevel('novice'),
  always: `Scaffold, do not simplify: the terms and claims stay, and help is built round them.
Terms: every technical or unusual word that this reader may not know, also an everyday word used technically (process, packet, synchronous, expected), is explained where the text first needs it. A word that says itself (algorithm, program, train) is not, nor one that the chapter explains there already.
Dense or abstract sentences: rewrite them into short ones, the concrete case first, one step at a time, no step left out.
Opening: where the chapter begins abstractly, its first paragraph says in plain words what the chapter is about. No list of words before the text: each is explained where it is needed.
Formulas: once in words. Algorithms and loops: what they do in one line, before their steps. Where a formula, a setting or a trade-off decides something, one worked example in the chapter's own setting, a list line a step, with numbers small enough to check and every one of them at work. Concepts that are easily taken for each other: a small table, or the same numbers run through both.
Exercises: in the item itself, at its end, a first step or the question to ask in one short sentence, never the solution.`,
  planning: `About half of the prose blocks need something, most of them one woven-in sentence. Passages marked \`depth\` are for others: no effort goes there.`,
  values: {
    programming_experience: {
      Beginner: 'Programming: knows variables, loops and functions from first attempts, little else.',
      beginner: 'Programming: knows variables, loops and functions from first attempts, little else.',
      none: 'Programming: has never written any. What a program, a variable, a function and a terminal are is said when they first come up.',
    },
  },
  newcomers: 'all',
  holds:
    'Nothing of the author’s is lost; each term is explained once, at its first need; no praise, no talk about the reader.',
  neutral: {
    programming_experience: {
      Intermediate: 'the author writes for this reader: glosses on tap are all that is needed',
      intermediate: 'the author writes for this reader: glosses on tap are all that is needed',
    },
  },
});

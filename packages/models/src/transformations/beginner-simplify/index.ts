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
  always: `Scaffold, do not simplify: the author's text stays, and help is built round it.
Opening: one note after the title (after the first paragraph, where there is no title), three to five plain sentences and no list: what this chapter lets one do and what one would want that for, the running example, if there is one, and what one can do along the way with what this reader has.
Terms: every technical or unusual word that this reader may not know, also an everyday word used technically (process, packet, expected), is explained where the text first needs it, in the words of what happens here (“The LLM writes its text in tokens, each a word or a part of one”) and not as a dictionary does (“X means …”). A word that says itself (program, train) is not, nor one that the chapter explains there already.
Dense or abstract sentences: behind each a short sentence that says the same as a concrete case, or what follows from it. Steps and options: what each is for, what decides between them. What can be skipped at a first reading is said to be.
Tables and diagrams: every one that has a word, sign or piece of code which this reader does not know has one note right after it that goes through it row by row or from part to part, a list line each, and says what each means, with one plain case carried through.
Formulas: once in words. Algorithms and loops: what they do in one line, before their steps. Where a formula, a setting or a trade-off decides something, one worked example in the chapter's own setting, a list line a step, with numbers small enough to check and every one of them at work.
Exercises: behind the item a first step or the question to ask in one short sentence, never the solution.`,
  planning: `More than half of the blocks need something, most of them a few words or one sentence. Passages marked \`depth\` are for others: no effort goes there.`,
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

import { forAnswers } from '../transformation.ts';

/**
 * Applies to every answer to `role`, each in its way. May add a note or weave in a sentence. After it the lesson is the same lesson: what is
 * added frames it, and a section has one such addition at most.
 */
export const roleFraming = forAnswers({
  name: 'role-framing',
  may: ['rewrite', 'insert'],
  always: 'At most one such addition in a section, of one to three sentences, at the block where it decides something.',
  values: {
    role: {
      Student: `Reads to understand and to solve the exercises: at an exercise the first step, the quantity to write down or the question to ask, never the result; at a hard step the question by which one can tell whether it was understood.`,
      Professional: `Reads to build something that others rely on: at a design decision what it costs later, what it means for interfaces, tests, maintenance or a failure in the field, and what one would write into the specification.`,
      Researcher: `Reads to judge and to go on: at a claim whether it is derived, measured or a convention, under which assumptions it holds and where it stops; how one would test it; what is open. No literature that the chapter does not name.`,
      Instructor: `Reads to teach it: at a difficult idea the misconception that learners bring to it and one question, sketch or demonstration with the chapter's own material that brings it into the open. The author's teaching notes are not doubled.`,
    },
  },
  holds: 'The same lesson; at most one addition a section; nothing of the author’s notes for this role said again.',
});

import { forAnswers } from '../transformation.ts';

/**
 * Applies to every answer to `learning_goals` of the preset `learning-goals`, several at once where several were given. May add a note or
 * weave in a sentence. After it the lesson is the same, and a section has one such addition at most, whatever the number of goals.
 */
export const goalFraming = forAnswers({
  name: 'goal-framing',
  may: ['rewrite', 'insert'],
  always:
    'At most one such addition in a section, of one to three sentences; of several goals the one to which the place has most to say.',
  values: {
    learning_goals: {
      career_change: `Wants to work in the field: where the text shows something that is done daily in such work, what it is called there and what one should be able to do or explain about it. No promises about jobs.`,
      research: `Wants to do research: at a claim the assumptions under which it holds, whether it is derived or measured, and how one would test it. No literature that the chapter does not name.`,
      hobby: `Does it for joy, with little time and money: what can be tried at once with what lies about, what may be left out at first, and what is fun to vary.`,
      teaching: `Wants to teach it: at a difficult idea the misconception that learners bring to it and a question or demonstration from the chapter's own material.`,
      building_projects: `Wants to build things: which piece of the chapter can be lifted into a project, what to change in it first, and by what one sees that it works.`,
    },
  },
  holds: 'The same lesson; at most one addition a section.',
});

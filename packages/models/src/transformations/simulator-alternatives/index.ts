import { answersOf, forAnswers } from '../transformation.ts';

/**
 * Applies to a reader without hardware, and to one who has worked in simulation only and has no kit. May rewrite and add notes where the
 * text takes hardware for granted. After it there is something to do without the hardware that works as it is written.
 */
export const simulatorAlternatives = forAnswers({
  name: 'simulator-alternatives',
  may: ['rewrite', 'insert'],
  always: `No robot and no board is at hand. Where the text takes hardware for granted and the author offers no way without it (look for \`instead\` passages and for programs of the chapter that play the hardware's part), one note says what can really be done: a program of this chapter, the simulator that the book uses, a recording, a calculation on paper, a moment's experiment with one's own phone or body; with what must be installed before, and what to look for. Only commands that the chapter has, or that are certain for the very tools it uses. What cannot be had without the machine is said in half a sentence, with what to take away from reading it.`,
  planning: 'At most three such notes in a chapter; none where nothing is missing.',
  values: {
    hardware_availability: { None: 'A plain laptop, no GPU to speak of.' },
  },
  also: (projection) =>
    answersOf(projection, 'hardware_availability').includes('Jetson Kit')
      ? []
      : answersOf(projection, 'robotics_experience')
          .filter((value) => value === 'Simulation-only')
          .map((value) => ({ facet: 'robotics_experience', value })),
  holds:
    'What is offered can be done as it is written, without the hardware, and the author’s own alternative is not doubled.',
});

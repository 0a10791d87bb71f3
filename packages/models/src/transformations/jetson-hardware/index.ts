import { forAnswers } from '../transformation.ts';

/**
 * Applies to a reader with a Jetson kit. May rewrite and add notes where the text speaks of running something. After it, every command is
 * the chapter's or certain, and no figure of a board stands that the chapter has not.
 */
export const jetsonHardware = forAnswers({
  name: 'jetson-hardware',
  may: ['rewrite', 'insert'],
  values: {
    hardware_availability: {
      'Jetson Kit': `A Jetson kit is at hand. Where the text speaks of running, training, measuring or connecting something, say in one or two sentences how that is on the board: ARM and not x86, so images and wheels must be built for it; CPU and GPU share one memory, so a large model takes it from everything else and nothing is copied across; it is mostly reached by SSH without a screen; power mode and heat decide how fast it is; training and heavy simulation belong on another machine, the result on the board. Where a step can be tried on the real sensor or board, say what to look at. At most one note a section; passages that the author marked for this kit are not doubled; no figures, versions or prices that the chapter has not.`,
    },
  },
  holds: 'What is said of the board is certain, and the author’s own steps for it stand alone.',
});

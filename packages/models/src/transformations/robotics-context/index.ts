import { forAnswers } from '../transformation.ts';

const NEW = `Robotics is new. Each of its words and ideas is grounded when it first comes up: what the part senses or moves, in terms of one's own body or a plain machine; where it stands between sensing, deciding and acting; what the robot could not do without it. Quantities get a feeling: how far, how fast, how heavy that is. What sounds like software only but has weight behind it (a late message, a wrong sign) is shown by what the robot then does. Not explained: what the sentence itself makes plain.`;
const FAMILIAR = `Robotics is known: sensors, actuators, frames, control loops and ROS need no word. Where the chapter stays abstract, one sentence ties it to what is met on a machine: the symptom, how to tell it from its neighbour, what to check first, if the chapter gives the ground for it.`;

/**
 * Applies to every answer about robotics, each in its way: None and `no` have its words and ideas grounded, Simulation-only is led from
 * simulation to the machine, Hardware and `yes` are spared the basics and given practice. May rewrite, add notes and examples.
 * After it the terms of robotics stand, and what is added holds for the chapter's own robot.
 */
export const roboticsContext = forAnswers({
  name: 'robotics-context',
  may: ['rewrite', 'insert'],
  values: {
    robotics_experience: {
      None: NEW,
      'Simulation-only': `Robots are known from simulation only: its terms need no word, the machine does, and so do the words of wiring, electronics and real devices, each explained where it first comes. Where the text speaks of something that a simulator has perfect or leaves out (noise, delay, friction and backlash, calibration, clocks, heat, batteries, cables, people nearby, things that break), one or two sentences say what is different on the real robot and how one notices; where it says what holds in simulation, whether it carries over. Reality as an addition at the place, not as a warning at every turn: what the chapter says itself is not said again.`,
      Hardware: `${FAMILIAR} Real hardware has been in these hands: speak of it as to a colleague.`,
    },
    robotics_background: { no: NEW, yes: FAMILIAR },
  },
  newcomers: { robotics_experience: ['None'], robotics_background: ['no'] },
  holds: 'The words of robotics stay; what is added is true of the chapter’s own robot.',
});

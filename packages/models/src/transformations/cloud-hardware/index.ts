import { forAnswers } from '../transformation.ts';

/**
 * Applies to a reader who works on a cloud GPU. May rewrite and add notes where the text speaks of running something. After it no provider,
 * machine type or price is named that the chapter has not.
 */
export const cloudHardware = forAnswers({
  name: 'cloud-hardware',
  may: ['rewrite', 'insert'],
  values: {
    hardware_availability: {
      Cloud: `The GPU is a rented machine behind a network. Where the text speaks of running, training, watching or connecting something, say in one or two sentences how that is there: no display, so run without one and look at logs, recordings or a forwarded port; no robot, camera or USB device, so recorded or simulated data takes its place; data and results have to be copied, and what lies on the machine's own disk may be gone with it; it costs while it runs, also idle. Control that must be quick never runs across the network, since its delay varies; training and evaluation may. At most one note a section; no provider, machine type, command or price that the chapter has not, but for what any Linux machine has (ssh, scp, tmux).`,
    },
  },
  holds: 'No provider and no price; every added command is one that any Linux machine has.',
});

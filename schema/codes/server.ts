/** OMNI7xxx: the status page. */
import type { Codes } from './code.ts';

export const serverCodes: Codes = {
  OMNI7001: {
    title: 'The port cannot be had',
    explanation:
      'The status page listens on a port of this machine, and another program, or another `omni serve`, listens there already; or the port is one that only an administrator may use.',
    bad: '$ omni serve\nerror[OMNI7001]: port 4664 is taken',
    good: '$ omni serve --port 0      # any that is free',
  },
};

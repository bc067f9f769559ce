/** How a command ends. The numbers are part of the interface: scripts and CI act on them. */
export const exit = {
  done: 0,
  failed: 1,
  invalid: 2,
  waiting: 3,
  refused: 4,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exit)[keyof typeof exit];

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

/** What each number says, in the order in which they are listed. */
export const exitMeanings: readonly (readonly [ExitCode, string])[] = [
  [exit.done, 'done'],
  [exit.failed, 'failed'],
  [exit.invalid, 'invalid input'],
  [exit.waiting, 'waiting for a person'],
  [exit.refused, 'refused by policy'],
  [exit.interrupted, 'interrupted'],
];

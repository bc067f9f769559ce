/**
 * What is read of a run beyond its view. Times are milliseconds since the epoch, money is integer micro-dollars,
 * addresses are as `StepRow.address` has them. Texts are as the journal has them: whoever shows one makes it safe.
 */
export type * from './types/attempts.ts';
export type * from './types/calls.ts';
export type * from './types/costs.ts';
export type * from './types/diffs.ts';
export type * from './types/moments.ts';
export type * from './types/transcript.ts';

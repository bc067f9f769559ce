/** The only time there is: milliseconds since the epoch. A test's clock jumps, a run's does not. */
export interface Clock {
  now(): number;
  /** Calls back once, at or after the deadline; never before this returns. @returns what cancels it. */
  after(deadlineMs: number, call: () => void): () => void;
}

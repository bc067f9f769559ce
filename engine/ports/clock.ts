/** Time, as everything outside the pure core gets it: real in a process, virtual in a test. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once, at or after the deadline (milliseconds since the epoch); the answer takes the call back. */
  after(deadlineMs: number, call: () => void): () => void;
}

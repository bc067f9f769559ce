/** What running a table gives, and what the runner needs from outside. Plain data, so that it can be shown anywhere. */
import type { Finding } from '../words.ts';

/** A finding, and the policy that made it. */
export interface Told extends Finding {
  readonly policy: string;
}

/** An expectation that is not met. */
export interface Miss {
  /** Which event of the case, counted from 1. */
  readonly event: number;
  /** The event in a few words: `shell: git push`. */
  readonly what: string;
  readonly expected: string;
  readonly got: string;
  /** Who decided so, and what they read. */
  readonly told: readonly Told[];
}

export interface CaseReport {
  readonly name: string;
  readonly misses: readonly Miss[];
  /** The rules that matched somewhere in it, as `policy/rule`. */
  readonly matched: readonly string[];
}

/** What is not pure: `sha256` gives the hash of a text in hex. */
export interface Tools {
  readonly sha256: (text: string) => string;
}

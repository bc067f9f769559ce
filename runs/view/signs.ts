/** A sign for each state of a step: what stands in colour must be told without it too. */
import type { LifeState } from './types.ts';

export const lifeSigns: Readonly<Record<LifeState, string>> = {
  pending: '○',
  asking: '?',
  waiting: '◷',
  running: '●',
  stopping: '◌',
  backoff: '↻',
  done: '✔',
  failed: '✖',
  refused: '⊘',
  skipped: '–',
  cancelled: '■',
};

/** What people did, or somebody looked up, is kept for whoever comes after the engine's death. */
import type { Fact } from '../../engine/facts.ts';

export const survives: ReadonlySet<Fact['type']> = new Set([
  'approval.answered',
  'question.answered',
  'message.submitted',
  'cancel.requested',
  'policy.added',
  'spending.observed',
  'run.requested',
]);

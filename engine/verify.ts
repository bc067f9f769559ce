/**
 * A verifying replay: folds a journal and, wherever something was judged, judges again and compares. With the policies
 * that the journal pins the answers must be the same.
 */
import { canonicalJson } from '../schema/json.ts';
import { advance } from './advance/index.ts';
import type { Workflow } from './compile/workflow.ts';
import type { RunEvent } from './events.ts';
import { judgedAgain } from './judged-again.ts';
import type { Policies } from './ports/policies.ts';
import { initialState, type RunState } from './state.ts';

export interface Difference {
  readonly seq: number;
  readonly journaled: RunEvent;
  readonly decided: RunEvent | null;
}

export interface Verified {
  readonly state: RunState;
  /** How many events were judged again. */
  readonly judged: number;
  readonly differences: readonly Difference[];
}

/** @param events whole ones, in order from the first. Throws OMNI6007 where the journal itself is impossible. */
export async function verify(
  workflow: Workflow,
  events: Iterable<RunEvent> | AsyncIterable<RunEvent>,
  policies: Policies,
): Promise<Verified> {
  const state = initialState();
  const differences: Difference[] = [];
  let seq = 0;
  let judged = 0;
  for await (const journaled of events) {
    seq++;
    const decided = judgedAgain(workflow, state, journaled, policies);
    if (decided !== undefined) {
      judged++;
      if (canonicalJson(decided) !== canonicalJson(journaled)) differences.push({ seq, journaled, decided });
    }
    advance(workflow, state, journaled);
  }
  return { state, judged, differences };
}

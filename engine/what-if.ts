/**
 * What other policies would have said of a run that has happened. The run is told as it was; beside it the other
 * policies judge every point that can be judged, and remember what they would have. Nobody is asked and nothing is
 * started, so what would have come of a refusal is not known: the run goes on as it did, and an ask counts as granted.
 */
import { type Strictest, strictestOf } from '../policies/strictest.ts';
import { advance } from './advance/index.ts';
import type { Workflow } from './compile/workflow.ts';
import { remembered } from './decide/remember.ts';
import type { Ask, Decision, RunEvent, Track } from './events.ts';
import { decidedAgain } from './judged-again.ts';
import type { Happening, Policies } from './ports/policies.ts';
import { initialState, type RunState } from './state.ts';

export interface Judged {
  readonly seq: number;
  readonly event: RunEvent;
  readonly was: Strictest;
  readonly wouldBe: Strictest;
  /** What the other policies said. */
  readonly decisions: readonly Decision[];
}

export interface WhatIf {
  readonly judged: number;
  readonly differences: readonly Judged[];
  /** Points that the run passed without noting enough to judge them: what a merge would land, before any policy asked. */
  readonly unjudged: readonly { readonly seq: number; readonly event: RunEvent }[];
}

/** @param workflow the run's own, with the other policies as its guards. */
export async function whatIf(
  workflow: Workflow,
  events: Iterable<RunEvent> | AsyncIterable<RunEvent>,
  policies: Policies,
  unseen: Unseen,
): Promise<WhatIf> {
  const state = initialState();
  const differences: Judged[] = [];
  const unjudged: { seq: number; event: RunEvent }[] = [];
  let seq = 0;
  let judged = 0;
  for await (const event of events) {
    seq++;
    const again = decidedAgain(workflow, state, event, policies);
    const said = decisionsOf(again ?? null);
    const more = await unseen(workflow, state, event);
    if (more === 'unjudged') unjudged.push({ seq, event });
    const decisions = [...said, ...(more === 'unjudged' ? [] : more)];
    if (isGate(event) || decisions.length > 0) {
      judged++;
      const [was, wouldBe] = [strictestOf(decisionsOf(event)), strictestOf(decisions)];
      if (was !== wouldBe) differences.push({ seq, event, was, wouldBe, decisions });
    }
    const { tracks: _, ...bare } = event;
    // Of what did happen, not of what would have been decided instead.
    const own = remembered({ workflow, state, policies, at: event.at }, bare as RunEvent).tracks ?? [];
    const tracks = [...own, ...granted(workflow, state, event, again, policies)];
    advance(workflow, state, { ...bare, ...(tracks.length > 0 && { tracks }) } as RunEvent);
  }
  return { judged, differences, unjudged };
}

/** Judges what a run without such policies did not ask about: its `run` steps; says which merges it cannot. */
export type Unseen = (
  workflow: Workflow,
  state: RunState,
  event: RunEvent,
) => Promise<readonly Decision[] | 'unjudged'> | readonly Decision[] | 'unjudged';

const gates: ReadonlySet<RunEvent['type']> = new Set([
  'step.started',
  'step.asked',
  'step.refused',
  'step.waiting',
  'tool.requested',
  'tool.judged',
  'merge.requested',
  'merge.judged',
  'turn.requested',
  'turn.judged',
  'usage.reported',
]);
const isGate = ({ type }: RunEvent): boolean => gates.has(type);

const decisionsOf = (event: RunEvent | null): readonly Decision[] =>
  (event && 'decisions' in event && event.decisions) || [];

/**
 * What would have been asked is taken for granted at once, so that a checkpoint is listed once; but where the run asked
 * the same, its own answer counts, when it came.
 */
function granted(
  workflow: Workflow,
  state: RunState,
  event: RunEvent,
  again: RunEvent | null | undefined,
  policies: Policies,
): readonly Track[] {
  if (!again || !('asks' in again) || !again.asks || !('step' in again) || again.step === undefined) return [];
  const { frame, step, at } = again;
  const place = { workflow, state, run: state.run, frame, step, kind: '', at };
  const put = new Set((('asks' in event && event.asks) || []).map(({ key }) => key));
  const asked = (again.asks as readonly Ask[]).filter(({ kind, key }) => kind === 'policy' && !put.has(key));
  const happenings = asked.map(
    (ask): Happening => ({ ...place, point: 'approval', answer: { ask, granted: true, by: 'what if' } }),
  );
  return policies.track?.(happenings) ?? [];
}

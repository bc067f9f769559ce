/**
 * Explores the machine of a workflow, all bodies as one nested state space, for a path to a target that passes no
 * guard. Breadth first, so the path that is found is a shortest one.
 *
 * 1. A path that has passed a guard can no longer violate anything, so it is followed no further: a place is a state of
 *    a body, reached with no guard passed. Loops and reworks come back to places, so there are only so many.
 * 2. A step passes when it is `done`: not when it is skipped, and not when it failed and the body goes on all the same.
 * 3. Any step can fail before anything below it starts: a policy refuses it, an expression in it fails.
 * 4. Conditions are not evaluated: both ways are possible. So *holds* is true of every run; a path that violates is one
 *    of the machine, and the data of a run may never take it.
 */
import { type Body, rootBody, type Step, type Workflow } from '../compile/workflow.ts';
import { isBarred, parentsOf } from './bars.ts';
import { branchesOf, mayBeEmpty, mayBeEntered } from './branches.ts';
import { type Move, movesOf } from './moves.ts';
import { pathOf, type Said, type Visit } from './path.ts';
import { addressOf } from './steps.ts';

export const defaultMaxStates = 100_000;

/** Keys of steps. */
export interface Question {
  readonly targets: ReadonlySet<string>;
  readonly guards: ReadonlySet<string>;
}

export type Answer =
  | { readonly verdict: 'holds' | 'undecided'; readonly states: number }
  | { readonly verdict: 'violated'; readonly states: number; readonly path: readonly Said[]; readonly reached: string };

/** `undecided`: there are more states than `maxStates`, and no violation is among those that were seen. */
export function search(workflow: Workflow, question: Question, maxStates = defaultMaxStates): Answer {
  const { bodies } = workflow;
  const { targets, guards } = question;
  const parents = parentsOf(workflow);
  const bars = (body: string, condition: Step['if']) => isBarred(workflow, parents, guards, body, condition);
  const visits = new Map<string, Visit>();
  const ended = new Map<string, Visit[]>();
  const queue: Visit[] = [];

  const visit = (next: Visit): void => {
    const place = placeOf(next.body, next.state);
    if (visits.has(place)) return;
    visits.set(place, next);
    queue.push(next);
  };
  const follow = (from: Visit, step: Step, moves: readonly Move[], ends: readonly Visit[] = []): void => {
    for (const { outcome, to } of moves) {
      visit({
        body: from.body,
        state: to,
        from,
        ends,
        said: { step, outcome, empty: outcome === 'done' && ends.length === 0 && step.frames !== undefined },
      });
    }
  };
  const begin = (body: string, from?: Visit): void =>
    visit({ body, state: bodies[body]!.machine.initial, ends: [], ...(from && { from }) });

  /** Ways out of a step that has just been entered; a compound is done only when what is below it is. */
  const enter = (at: Visit, body: Body, step: Step): void => {
    const mayRun = !bars(body.key, step.if);
    const mayPass = mayRun && (step.frames === undefined || mayBeEmpty(step)) && !guards.has(step.key);
    const moves = movesOf(body, step);
    follow(
      at,
      step,
      moves.filter(({ outcome }) => (outcome === 'done' ? mayPass : outcome !== 'rework' || mayRun)),
    );
    if (mayRun && mayBeEntered(step)) for (const branch of branchesOf(step).bodies) begin(branch, at);
  };

  /** A body has ended; so has the step that it belongs to, once enough of its branches have. */
  const leave = (at: Visit): void => {
    const parent = parents.get(at.body);
    if (parent === undefined || at.state !== 'done') return;
    const { body, step } = parent;
    const ends = [...(ended.get(step.key) ?? []), at];
    ended.set(step.key, ends);
    if (ends.length !== branchesOf(step).needs || guards.has(step.key) || bars(at.body, step.exprs.until)) return;
    const entered = visits.get(placeOf(body, step.id))!;
    follow(
      entered,
      step,
      movesOf(bodies[body]!, step).filter(({ outcome }) => outcome === 'done'),
      ends,
    );
  };

  begin(rootBody);
  for (let next = 0; next < queue.length; next++) {
    if (next === maxStates) return { verdict: 'undecided', states: next };
    const at = queue[next]!;
    const body = bodies[at.body]!;
    const step = body.steps[at.state];
    if (step === undefined) leave(at);
    else if (targets.has(step.key) && !bars(body.key, step.if)) {
      return { verdict: 'violated', states: next + 1, path: pathOf(at), reached: addressOf(step) };
    } else enter(at, body, step);
  }
  return { verdict: 'holds', states: queue.length };
}

const placeOf = (body: string, state: string): string => `${body} ${state}`;

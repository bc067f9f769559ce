/** Which guards are over a step, remembered for each workflow: it is asked for every call of every session. */
import type { Step, Workflow } from '../compile/workflow.ts';
import type { Frame, RunState, StepState } from '../state.ts';
import { addedGuards } from './added.ts';
import { type Guard, isOver } from './guard.ts';

/** Where something is judged or has happened. */
export interface Spot {
  readonly frame: Frame;
  readonly step: Step;
  readonly own: StepState;
  /** By its name in the run; absent where no agent acts. */
  readonly agent?: string;
}

/** @returns nothing where the frame or the step is not there any more. */
export function spotOf(
  {
    workflow,
    state,
    frame: path,
    step: id,
  }: { readonly workflow: Workflow; readonly state: RunState; readonly frame: string; readonly step: string },
  agent?: unknown,
): Spot | undefined {
  const frame = Object.hasOwn(state.frames, path) ? state.frames[path] : undefined;
  const step = frame && workflow.bodies[frame.body]?.steps[id];
  const own = frame && Object.hasOwn(frame.steps, id) ? frame.steps[id] : undefined;
  if (!frame || !step || !own) return undefined;
  const name = agent ?? own.plan?.agent;
  return { frame, step, own, ...(typeof name === 'string' && { agent: name }) };
}

const known = new WeakMap<Workflow, Map<string, readonly Guard[]>>();

/** From the widest level to the narrowest. */
export function guardsOver(workflow: Workflow, state: RunState, { step, agent }: Spot): readonly Guard[] {
  let over = known.get(workflow);
  if (!over) {
    over = new Map();
    known.set(workflow, over);
  }
  const key = `${step.key} ${agent ?? ''}`;
  let guards = over.get(key);
  if (!guards) {
    guards = workflow.guards.filter((guard) => isOver(guard, step, agent));
    over.set(key, guards);
  }
  return state.added === undefined ? guards : [...guards, ...addedGuards(state)];
}

/** The guard of a name; nothing where none stands. */
export function guardCalled(workflow: Workflow, state: RunState, id: string): Guard | undefined {
  return workflow.guards.find((guard) => guard.id === id) ?? addedGuards(state).find((guard) => guard.id === id);
}

/** Whose state a guard reads and writes here: '' is the run's. */
export function stateKey({ policy }: Guard, { frame, step, own, agent }: Spot): string {
  if (policy.scope === 'agent') return agent ?? `${frame.path}/${step.id}`;
  return policy.scope === 'session' ? sessionKey(frame.path, step.id, own) : '';
}

/** Until a session has a name it is known by its step. */
export function sessionKey(frame: string, step: string, { session, plan }: StepState): string {
  return session ?? (typeof plan?.session === 'string' ? plan.session : `${frame}/${step}`);
}

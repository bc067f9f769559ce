/** Which guards are over a step, remembered for each workflow: it is asked for every call of every session. */
import type { JsonObject } from '../../schema/json.ts';
import type { Step, Workflow } from '../compile/workflow.ts';
import type { Ask } from '../events.ts';
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
  /** Of a step that is no session, what stands for one. */
  readonly session: string;
}

interface At {
  readonly workflow: Workflow;
  readonly state: RunState;
  readonly frame: string;
  readonly step: string;
  /** What the step is about to do: until it begins, only this says who will act, and in which session. */
  readonly plan?: JsonObject;
  /** What was asked says for whom. */
  readonly answer?: { readonly ask: Ask };
}

/** @returns nothing where the frame or the step is not there any more. */
export function spotOf({ workflow, state, frame: path, step: id, plan, answer }: At): Spot | undefined {
  const frame = Object.hasOwn(state.frames, path) ? state.frames[path] : undefined;
  const step = frame && workflow.bodies[frame.body]?.steps[id];
  const own = frame && Object.hasOwn(frame.steps, id) ? frame.steps[id] : undefined;
  if (!frame || !step || !own) return undefined;
  const agent = plan?.agent ?? answer?.ask.agent ?? own.plan?.agent;
  const session = sessionKey(path, id, { session: own.session, plan: plan ?? own.plan ?? { ...answer?.ask } });
  return { frame, step, own, session, ...(typeof agent === 'string' && { agent }) };
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
export function stateKey({ policy }: Guard, { frame, step, agent, session }: Spot): string {
  if (policy.scope === 'agent') return agent ?? unnamedKey(frame.path, step.id);
  return policy.scope === 'session' ? session : '';
}

/** Until a session has a name it is known by its step. */
export function sessionKey(
  frame: string,
  step: string,
  {
    session,
    plan,
  }: { readonly session?: string | undefined; readonly plan?: { readonly session?: unknown } | undefined },
): string {
  return session ?? (typeof plan?.session === 'string' ? plan.session : unnamedKey(frame, step));
}

/** What is remembered of a step where no agent acts, or of a session without a name. */
export const unnamedKey = (frame: string, step: string): string => `${frame}/${step}`;

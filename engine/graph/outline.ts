/**
 * A workflow as it is drawn, whatever draws it: the bodies nested where they run, each state with what people call it
 * and the arrows that leave it. It comes from the compiled machines: what is drawn is what runs.
 */
import type { GroupStep } from '../../schema/steps/index.ts';
import { type Body, rootBody, type Step, type Workflow } from '../compile/workflow.ts';

/** One body. */
export interface Outline {
  /** The key of the body. */
  readonly body: string;
  /** The name of the state that it begins with; absent where it is over at once. */
  readonly first?: string;
  readonly states: readonly OutlineState[];
}

/** One step. */
export interface OutlineState {
  /** Only [a-z0-9_], and unique in the whole drawing. */
  readonly name: string;
  readonly step: Step;
  /** What it is called, and what it does or when: `review`, `for each subtask`. */
  readonly title: string;
  readonly what: string;
  /** What runs below it; several run side by side. */
  readonly bodies: readonly Outline[];
  readonly arrows: readonly Arrow[];
}

export interface Arrow {
  /** The name of a state; absent: the end of the body. */
  readonly to?: string;
  /** How the step ended for this way to be taken; absent: well. */
  readonly when?: string;
}

export function outlineOf(workflow: Workflow): Outline {
  return outlineBody(workflow, namesOf(workflow), workflow.bodies[rootBody]!);
}

/** The bodies that the frames of a step run. */
export function bodiesOf({ bodies }: Pick<Workflow, 'bodies'>, { child, branches = {} }: Step): readonly Body[] {
  return child === undefined ? Object.values(branches).map((key) => bodies[key]!) : [bodies[child]!];
}

type Names = ReadonlyMap<string, string>;

/** A state is known by its whole key, since names are global in most drawings; `a/b` and a step called `a_b` must not meet. */
function namesOf({ bodies }: Workflow): Names {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { key: body, machine, steps } of Object.values(bodies)) {
    for (const state of Object.keys(machine.states)) {
      let name = (steps[state]?.key ?? `${body}/${state}`).replaceAll(/[^a-z0-9_]/g, '_');
      while (taken.has(name)) name += '_';
      taken.add(name);
      names.set(`${body} ${state}`, name);
    }
  }
  return names;
}

function outlineBody(workflow: Workflow, names: Names, body: Body): Outline {
  const { machine } = body;
  const nameOf = (state: string) => names.get(`${body.key} ${state}`)!;
  const states = Object.entries(machine.states).flatMap(([state, { on = {} }]): OutlineState[] => {
    const step = body.steps[state];
    if (step === undefined) return [];
    return [
      {
        name: nameOf(state),
        step,
        ...describe(step),
        bodies: bodiesOf(workflow, step).map((inner) => outlineBody(workflow, names, inner)),
        arrows: Object.entries(on).flatMap(([event, target]) => arrowOf(step, event, String(target), nameOf)),
      },
    ];
  });
  return { body: body.key, ...(machine.initial !== 'done' && { first: nameOf(machine.initial) }), states };
}

/**
 * That a failure ends the body, that anything can be cancelled, and that a person may let a lost `run` be, goes without
 * saying; and a `fail` never ends well.
 */
function arrowOf(step: Step, event: string, to: string, nameOf: (state: string) => string): Arrow[] {
  const outcome = event.slice(event.lastIndexOf('.') + 1);
  if (outcome === 'cancelled' || (outcome === 'failed' && to === 'failed')) return [];
  if (outcome === 'continued' && step.onError !== 'ask') return [];
  if (outcome === 'done' && step.kind === 'fail') return [];
  // A head may drop out, and the judge waits for the last round: that is what a debate is.
  if (outcome !== 'done' && (step.kind === 'head' || step.kind === 'judge')) return [];
  return [{ ...(to !== 'done' && { to: nameOf(to) }), ...(outcome !== 'done' && { when: outcome }) }];
}

function describe({ id, kind, spec, frames, handles }: Step): Pick<OutlineState, 'title' | 'what'> {
  if (handles !== undefined) return { title: `when ${handles} fails`, what: '' };
  const { foreach, until, parallel } = spec as GroupStep;
  if ('wait' in spec) return { title: id, what: `wait ${spec.wait}` };
  if ('uses' in spec) return { title: id, what: `uses ${spec.uses}` };
  if (kind === 'judge') return { title: id, what: '' };
  if (frames === 'branches') return { title: id, what: `${parallel ?? 'all'} side by side` };
  if (foreach) return { title: id, what: `for each ${Object.keys(foreach).join(', ')}` };
  return { title: id, what: until === undefined ? kind : `until ${until}` };
}

/** All of what a state is called, in one line: `review: review (codex, pi)`. */
export function labelOf({ title, what, step: { agents, kind } }: OutlineState): string {
  // A head is called as its agent is, and a debate shows its heads.
  const isNamed = agents.length > 0 && kind !== 'head' && kind !== 'debate';
  const who = isNamed ? ` (${agents.join(', ')})` : '';
  return `${title}${what === '' ? '' : `: ${what}`}${who}`;
}

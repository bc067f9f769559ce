/**
 * The one file that knows xstate. It asks the library's pure `transition` where an event leads, and remembers the
 * answer: a config without context is a finite function of (state, event type, verdict), so a run of 10,000 steps costs
 * no more an event than one of ten.
 *
 * xstate looks at every state of a machine in every transition, and a body may have a thousand. It is therefore shown
 * one state at a time with those it leads to, by position instead of by name: most steps of a body look alike then,
 * and are one question.
 *
 * Guards are verdicts. `advance` works out what the decisions recorded on an event amount to and passes that word;
 * a branch is taken only if its guard is that word. A forged event (started, though a policy denied) finds no branch.
 */
import { type AnyStateMachine, createMachine, transition } from 'xstate';
import type { Entry, MachineConfig } from './config.ts';

export interface Moved {
  readonly state: string;
  readonly entered: readonly Entry[];
}

/** A state of a config, seen by position. */
interface Look {
  readonly events: readonly string[];
  /** Where they lead; the first is the state itself. */
  readonly places: readonly string[];
  readonly shape: Shape;
  readonly memo: Map<string, Moved | undefined>;
}

/** What states that look alike have in common. */
interface Shape {
  readonly machine: AnyStateMachine;
  readonly memo: Map<string, Answer | undefined>;
}
interface Answer {
  readonly place: number;
  /** A state that is left for itself without `reenter` is not entered again. */
  readonly entered: boolean;
}

/** Where a machine begins, and what its first state wants. */
export function begin({ initial, states }: MachineConfig): Moved {
  return { state: initial, entered: states[initial]?.entry ?? [] };
}

/** Where `event` leads from `state`; nothing when the machine does not take it there, or not with this verdict. */
export function move(config: MachineConfig, state: string, event: string, verdict = ''): Moved | undefined {
  const look = lookAt(config, state);
  const key = `${event} ${verdict}`;
  if (look.memo.has(key)) return look.memo.get(key);
  const position = look.events.indexOf(event);
  const answer = position < 0 ? undefined : ask(look.shape, position, verdict);
  const moved = answer && arrive(config, look.places[answer.place]!, answer.entered);
  look.memo.set(key, moved);
  return moved;
}

function arrive({ states }: MachineConfig, state: string, entered: boolean): Moved {
  return { state, entered: (entered && states[state]?.entry) || [] };
}

function ask({ machine, memo }: Shape, position: number, verdict: string): Answer | undefined {
  const key = `${position} ${verdict}`;
  if (memo.has(key)) return memo.get(key);
  const event = { type: `e${position}`, verdict };
  const before = machine.resolveState({ value: 'p0', context: {} });
  // A step that asks again stays where it is: that is a transition taken, though the snapshot is the same one.
  const taken = before.can(event);
  const [after, actions] = transition(machine, before, event);
  const answer = taken ? { place: Number(String(after.value).slice(1)), entered: actions.length > 0 } : undefined;
  memo.set(key, answer);
  return answer;
}

const looks = new WeakMap<MachineConfig, Map<string, Look>>();
/** Grows with the ways in which states can differ but by name, which are few, not with what is run. */
const shapes = new Map<string, Shape>();

function lookAt(config: MachineConfig, state: string): Look {
  let known = looks.get(config);
  if (!known) {
    known = new Map();
    looks.set(config, known);
  }
  let look = known.get(state);
  if (!look) {
    look = lookAfresh(config, state);
    known.set(state, look);
  }
  return look;
}

type Edge = string | readonly { readonly guard?: string; readonly target: string }[];

function lookAfresh({ states }: MachineConfig, state: string): Look {
  const places = [state];
  const placeOf = (name: string): string => {
    if (!places.includes(name)) places.push(name);
    return `p${places.indexOf(name)}`;
  };
  const on = states[state]?.on ?? {};
  const edges = Object.values(on).map(
    (edge): Edge =>
      typeof edge === 'string' ? placeOf(edge) : edge.map((branch) => ({ ...branch, target: placeOf(branch.target) })),
  );
  return { events: Object.keys(on), places, shape: shapeOf(edges, places.length), memo: new Map() };
}

function shapeOf(edges: readonly Edge[], placeCount: number): Shape {
  const key = JSON.stringify(edges);
  let shape = shapes.get(key);
  if (!shape) {
    shape = { machine: machineOf(edges, placeCount), memo: new Map() };
    shapes.set(key, shape);
  }
  return shape;
}

function machineOf(edges: readonly Edge[], placeCount: number): AnyStateMachine {
  const guards: Record<string, (args: { event: { verdict?: string } }) => boolean> = {};
  for (const { guard } of edges.flatMap((edge) => (typeof edge === 'string' ? [] : edge))) {
    if (guard !== undefined) guards[guard] = ({ event }) => event.verdict === guard;
  }
  const entry = [{ type: 'entered' }];
  const on = Object.fromEntries(edges.map((edge, position) => [`e${position}`, edge]));
  const states = Object.fromEntries(Array.from({ length: placeCount }, (_, place) => [`p${place}`, { entry }]));
  const config = { initial: 'p0', states: { ...states, p0: { entry, on } } };
  return createMachine(config as never, { guards: guards as never });
}

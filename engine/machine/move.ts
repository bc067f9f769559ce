/**
 * The one file that knows xstate. It asks the library's pure `transition` where an event leads, and remembers the
 * answer: a config without context is a finite function of (state, event type, verdict), so each is computed once and
 * a run of 10,000 steps costs no more an event than one of ten. For the same reason xstate is shown a state with its
 * neighbours only: it looks at every state of a machine in every transition, and a body may have a thousand.
 *
 * Guards are verdicts. `advance` works out what the decisions recorded on an event amount to and passes that word;
 * a branch is taken only if its guard is that word. A forged event (started, though a policy denied) finds no branch.
 */
import { type AnyStateMachine, createMachine, initialTransition, transition } from 'xstate';
import type { Branch, Entry, MachineConfig, StateConfig } from './config.ts';

export interface Moved {
  readonly state: string;
  readonly entered: readonly Entry[];
}

interface Prepared {
  /** By state, as it is first needed. */
  readonly slices: Map<string, AnyStateMachine>;
  readonly memo: Map<string, Moved | undefined>;
}

const prepared = new WeakMap<MachineConfig, Prepared>();

/** Where a machine begins, and what its first state wants. */
export function begin(config: MachineConfig): Moved {
  const { slices, memo } = prepare(config);
  const known = memo.get('');
  if (known) return known;
  const [snapshot, actions] = initialTransition(sliceOf(config, slices, config.initial));
  const moved = { state: String(snapshot.value), entered: entriesOf(actions) };
  memo.set('', moved);
  return moved;
}

/** Where `event` leads from `state`; nothing when the machine does not take it there, or not with this verdict. */
export function move(config: MachineConfig, state: string, event: string, verdict = ''): Moved | undefined {
  const { slices, memo } = prepare(config);
  const key = `${state} ${event} ${verdict}`;
  if (memo.has(key)) return memo.get(key);
  const machine = sliceOf(config, slices, state);
  const before = machine.resolveState({ value: state, context: {} });
  // A step that asks again stays where it is: that is a transition taken, though the snapshot is the same one.
  const taken = before.can({ type: event, verdict });
  const [after, actions] = transition(machine, before, { type: event, verdict });
  const moved = taken ? { state: String(after.value), entered: entriesOf(actions) } : undefined;
  memo.set(key, moved);
  return moved;
}

function prepare(config: MachineConfig): Prepared {
  let known = prepared.get(config);
  if (!known) {
    known = { slices: new Map(), memo: new Map() };
    prepared.set(config, known);
  }
  return known;
}

/** The machine of one state and of those it leads to, which lead nowhere themselves. */
function sliceOf({ id, states }: MachineConfig, slices: Map<string, AnyStateMachine>, state: string): AnyStateMachine {
  const known = slices.get(state);
  if (known) return known;
  const targets = Object.values(states[state]?.on ?? {});
  const around: Record<string, StateConfig> = {};
  for (const name of targets.flatMap((to) => (typeof to === 'string' ? to : to.map(({ target }) => target)))) {
    const { on: _, ...neighbour } = states[name] ?? {};
    around[name] = neighbour;
  }
  if (states[state]) around[state] = states[state];
  const config = { id, initial: state, states: around };
  const slice = createMachine(config as never, { guards: guardsOf(targets) as never });
  slices.set(state, slice);
  return slice;
}

type Guard = (args: { event: { verdict?: string } }) => boolean;

function guardsOf(targets: readonly (string | readonly Branch[])[]): Record<string, Guard> {
  const guards: Record<string, Guard> = {};
  for (const target of targets) {
    if (typeof target === 'string') continue;
    for (const { guard } of target) if (guard !== undefined) guards[guard] = ({ event }) => event.verdict === guard;
  }
  return guards;
}

function entriesOf(actions: readonly { type: string; params?: unknown }[]): readonly Entry[] {
  return actions.map(({ type, params }) =>
    params === undefined ? { type } : { type, params: params as Record<string, string> },
  );
}

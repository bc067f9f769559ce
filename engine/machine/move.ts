/**
 * The one file that knows xstate. It asks the library's pure `transition` where an event leads, and remembers the
 * answer: a config without context is a finite function of (state, event type, verdict), so each is computed once and
 * a run of 10,000 steps costs no more an event than one of ten.
 *
 * Guards are verdicts. `advance` works out what the decisions recorded on an event amount to and passes that word;
 * a branch is taken only if its guard is that word. A forged event (started, though a policy denied) finds no branch.
 */
import { type AnyStateMachine, createMachine, initialTransition, transition } from 'xstate';
import type { Entry, MachineConfig } from './config.ts';

export interface Moved {
  readonly state: string;
  readonly entered: readonly Entry[];
}

interface Prepared {
  readonly machine: AnyStateMachine;
  readonly memo: Map<string, Moved | undefined>;
}

const prepared = new WeakMap<MachineConfig, Prepared>();

/** Where a machine begins, and what its first state wants. */
export function begin(config: MachineConfig): Moved {
  const { machine, memo } = prepare(config);
  const known = memo.get('');
  if (known) return known;
  const [snapshot, actions] = initialTransition(machine);
  const moved = { state: String(snapshot.value), entered: entriesOf(actions) };
  memo.set('', moved);
  return moved;
}

/** Where `event` leads from `state`; nothing when the machine does not take it there, or not with this verdict. */
export function move(config: MachineConfig, state: string, event: string, verdict = ''): Moved | undefined {
  const { machine, memo } = prepare(config);
  const key = `${state} ${event} ${verdict}`;
  if (memo.has(key)) return memo.get(key);
  const before = machine.resolveState({ value: state, context: {} });
  // A step that asks again stays where it is: that is a transition taken, though the snapshot is the same one.
  const taken = before.can({ type: event, verdict });
  const [after, actions] = transition(machine, before, { type: event, verdict });
  const moved = taken ? { state: String(after.value), entered: entriesOf(actions) } : undefined;
  memo.set(key, moved);
  return moved;
}

function prepare(config: MachineConfig): Prepared {
  const known = prepared.get(config);
  if (known) return known;
  const machine = createMachine(config as never, { guards: guardsOf(config) as never });
  const fresh = { machine, memo: new Map() };
  prepared.set(config, fresh);
  return fresh;
}

function guardsOf(config: MachineConfig): Record<string, (args: { event: { verdict?: string } }) => boolean> {
  const guards: Record<string, (args: { event: { verdict?: string } }) => boolean> = {};
  for (const state of Object.values(config.states)) {
    for (const target of Object.values(state.on ?? {})) {
      if (typeof target === 'string') continue;
      for (const { guard } of target) if (guard !== undefined) guards[guard] = ({ event }) => event.verdict === guard;
    }
  }
  return guards;
}

function entriesOf(actions: readonly { type: string; params?: unknown }[]): readonly Entry[] {
  return actions.map(({ type, params }) =>
    params === undefined ? { type } : { type, params: params as Record<string, string> },
  );
}

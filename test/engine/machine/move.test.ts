/** A machine moves as xstate says that the whole of it does, although xstate is shown one state at a time. */
import { describe, expect, test } from 'vitest';
import { createMachine, initialTransition, transition } from 'xstate';
import { compile } from '../../../engine/compile/index.ts';
import { call } from '../../../engine/machine/call.ts';
import type { MachineConfig } from '../../../engine/machine/config.ts';
import { life } from '../../../engine/machine/life.ts';
import { begin, move } from '../../../engine/machine/move.ts';
import type { Spec } from '../../../schema/spec.ts';

const verdicts = [
  '',
  'allowed',
  'held',
  'denied',
  'choice',
  'done',
  'failed',
  'refused',
  'busy',
  'idle',
  'later',
  'now',
];

const spec: Spec = {
  agents: { one: { name: 'one', harness: 'claude-code' }, other: { name: 'other', harness: 'codex' } },
  workflow: {
    name: 'every-edge',
    steps: [
      { id: 'skippable', if: 'run.id == "x"', run: 'true' },
      { id: 'handled', run: 'true', on_error: [{ id: 'mend', run: 'true' }] },
      { id: 'write', agent: 'one', prompt: 'Write.', on_error: 'continue' },
      { id: 'review', review: 'write', reviewer: { from: ['other'] }, contract: 'It works.', on_error: 'ask' },
    ],
  },
};

function bodies(): readonly MachineConfig[] {
  const compiled = compile(spec);
  if (!('workflow' in compiled)) throw new Error(JSON.stringify(compiled.problems));
  return Object.values(compiled.workflow.bodies).map(({ machine }) => machine);
}

/** All that xstate is told of a guard is its name, which is the verdict that it lets through. */
function whole(config: MachineConfig) {
  const guards = Object.fromEntries(
    verdicts.map((verdict) => [verdict, ({ event }: { event: { verdict: string } }) => event.verdict === verdict]),
  );
  return createMachine(config as never, { guards: guards as never });
}

const namesOf = (actions: readonly { type: string; params?: unknown }[]) =>
  actions.map(({ type, params }) => (params === undefined ? { type } : { type, params }));

describe.each([life, call, ...bodies()].map((config) => [config.id, config] as const))(
  'the machine %s',
  (_, config) => {
    const machine = whole(config);

    test('begins as the whole one', () => {
      const [snapshot, actions] = initialTransition(machine);
      expect(begin(config)).toEqual({ state: snapshot.value, entered: namesOf(actions) });
    });

    test('moves as the whole one, from every state, at every event, with every verdict', () => {
      const events = new Set(Object.values(config.states).flatMap(({ on = {} }) => Object.keys(on)));
      for (const state of Object.keys(config.states)) {
        for (const event of [...events, 'nobody.knows']) {
          for (const verdict of verdicts) {
            const before = machine.resolveState({ value: state, context: {} });
            const sent = { type: event, verdict };
            const [after, actions] = transition(machine, before, sent);
            const expected = before.can(sent) ? { state: after.value, entered: namesOf(actions) } : undefined;
            expect(move(config, state, event, verdict), `${state} ${event} ${verdict}`).toEqual(expected);
          }
        }
      }
    });
  },
);

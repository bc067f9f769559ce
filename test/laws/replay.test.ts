/** Law 1: the journal is the run. Every prefix of it, folded again, gives the state that was live there. */
import fc from 'fast-check';
import { Value } from 'typebox/value';
import { expect, test } from 'vitest';
import { advance } from '../../engine/advance/index.ts';
import { eventSchemas } from '../../engine/events.ts';
import { replay } from '../../engine/replay.ts';
import { initialState, type RunState } from '../../engine/state.ts';
import { canonicalJson } from '../../schema/json.ts';
import { asking, cases } from './cases.ts';
import { guarded } from './guarded.ts';
import { holds, isLookedAt, workflowOf } from './holds.ts';
import { World } from './world.ts';

/** As it comes back from wherever JSON was kept: the order of keys is lost, that of arrays is not. */
const written = <T>(value: T): T => JSON.parse(canonicalJson(value));

test('replay equals live at every prefix, through written JSON', () => {
  holds(
    fc.tuple(fc.oneof(cases, asking, guarded, guarded), fc.nat(), fc.integer({ min: 1, max: 3 })),
    200,
    ([given, seed, limit]) => {
      const workflow = workflowOf(given);
      let folded: RunState = initialState();
      let nth = 0;
      const watch = (seen: { events: readonly object[]; state: RunState }) => {
        const isWritten = isLookedAt(nth++);
        for (const event of seen.events) {
          if (isWritten) folded = written(folded);
          advance(workflow, folded, written(event) as never);
        }
        if (isWritten) expect(canonicalJson(folded)).toBe(canonicalJson(seen.state));
      };
      const { journal, state } = new World(given, workflow, { seed, limit, noise: true, watch }).run();
      expect(canonicalJson(replay(workflow, journal))).toBe(canonicalJson(state));
    },
  );
});

test('every journaled event is one of the catalogue', () => {
  holds(fc.tuple(fc.oneof(asking, guarded), fc.nat()), 200, ([given, seed]) => {
    const { journal } = new World(given, workflowOf(given), { seed, noise: true }).run();
    for (const event of journal) {
      expect([...Value.Errors(eventSchemas[event.type], written(event))], event.type).toEqual([]);
    }
  });
});

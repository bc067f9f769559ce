/** Laws 4, 5 and 9: what may come in, and what must not matter. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Workflow } from '../../engine/compile/workflow.ts';
import { decide } from '../../engine/decide/index.ts';
import type { RunEvent } from '../../engine/events.ts';
import type { Fact } from '../../engine/facts.ts';
import type { Policies } from '../../engine/ports/policies.ts';
import { settle } from '../../engine/settle.ts';
import type { RunState } from '../../engine/state.ts';
import { canonicalJson } from '../../schema/json.ts';
import { absurd } from './absurd.ts';
import { asking, type Case, cases } from './cases.ts';
import { guarded } from './guarded.ts';
import { holds, isLookedAt, workflowOf } from './holds.ts';
import { type Seen, World } from './world.ts';

const any = fc.oneof(cases, asking, guarded, guarded);

/** Runs a case and shows the states that it comes through, with how many there were before. */
function watched(given: Case, seed: number, watch: (world: World, seen: Seen, nth: number) => void): World {
  let nth = 0;
  const world: World = new World(given, workflowOf(given), { seed, watch: (seen) => watch(world, seen, nth++) });
  return world.run();
}

test('law 4: any fact in any state gives an event or nothing, and settles', () => {
  holds(
    fc.tuple(any, fc.nat(), fc.array(absurd, { minLength: 1, maxLength: 6, size: 'max' })),
    200,
    ([given, seed, facts]) => {
      watched(given, seed, ({ workflow, policies }, { state }, nth) => {
        for (const fact of isLookedAt(nth) ? facts : []) {
          const before = structuredClone(state);
          const event = decide(workflow, before, fact, { policies, at: fact.at });
          expect(canonicalJson(before)).toBe(canonicalJson(state));
          if (event) expect(event.fact).toBe(fact.id);
          expect(settle(workflow, before, fact, policies).events[0]).toEqual(event ?? undefined);
        }
      });
    },
  );
});

test('law 5: what has been settled changes nothing when it is said again', () => {
  holds(fc.tuple(any, fc.nat()), 200, ([given, seed]) => {
    const settled: Fact[] = [];
    watched(given, seed, ({ workflow, policies }, { state, fact, events }, nth) => {
      if (fact && !saidAgain.has(fact.type) && !isPutOff(events)) settled.push({ ...fact, id: `again ${fact.id}` });
      if (isLookedAt(nth)) expectNothing(workflow, policies, state, settled, fact?.at ?? 0);
    });
  });
});

test('law 5: another attempt, generation, call or ask than the open one changes nothing', () => {
  holds(fc.tuple(any, fc.nat(), fc.constantFrom(-1, 7)), 200, ([given, seed, off]) => {
    watched(given, seed, ({ workflow, policies }, { state, fact }, nth) => {
      const other = fact && isLookedAt(nth) && shifted(fact, off);
      if (other) expectNothing(workflow, policies, state, [other], other.at);
    });
  });
});

/**
 * A call that is over is forgotten, a session may get its old name back, other runs may have spent what they had before,
 * and people may say a thing twice: those are known by their ids (law 9).
 */
const saidAgain: ReadonlySet<Fact['type']> = new Set([
  'tool.requested',
  'merge.requested',
  'session.opened',
  'message.submitted',
  'policy.added',
  'spending.observed',
]);

/** A policy did not take the answer as things were: it has settled nothing, and may be given again. */
const isPutOff = ([event]: readonly RunEvent[]): boolean =>
  event?.type === 'approval.ignored' && event.decisions !== undefined;

/** The same, of a thing beside it. */
function shifted(fact: Fact, off: number): Fact | undefined {
  if (fact.type === 'tool.completed') return { ...fact, id: 'shifted', call: `${fact.call}${off}` };
  if ('attempt' in fact) return { ...fact, id: 'shifted', attempt: fact.attempt + off };
  if (fact.type === 'timer.fired') return { ...fact, id: 'shifted', generation: fact.generation + off * 1000 };
  if (fact.type === 'approval.answered' || fact.type === 'question.answered')
    return { ...fact, id: 'shifted', approval: `${fact.approval}${off}` };
  return undefined;
}

/** At most that an answer was ignored is written down; who was heard is remembered, so that it is so only once. */
function expectNothing(
  workflow: Workflow,
  policies: Policies,
  state: RunState,
  facts: readonly Fact[],
  at: number,
): void {
  const after = structuredClone(state);
  for (const fact of facts) {
    const { events, effects } = settle(workflow, after, { ...fact, at }, policies);
    expect(events.filter(({ type }) => type !== 'approval.ignored' && type !== 'scope.cancelled')).toEqual([]);
    expect(effects).toEqual([]);
  }
  expect(canonicalJson({ ...after, told: state.told })).toBe(canonicalJson(state));
}

test('law 9: delivered twice, a fact gives the same journal as once', () => {
  holds(fc.tuple(any, fc.nat()), 200, ([given, seed]) => {
    const workflow = workflowOf(given);
    const once = new World(given, workflow, { seed }).run();
    const twice = new World(given, workflow, { seed, twice: true }).run();
    expect(twice.journal).toEqual(once.journal);
  });
});

test('where an act came from is written down, and changes nothing else', () => {
  holds(fc.tuple(any, fc.nat()), 100, ([given, seed]) => {
    let before: RunState | undefined;
    watched(given, seed, ({ workflow, policies }, { state, fact, events, effects }) => {
      if (before && fact && 'from' in fact) {
        const { from, ...bare } = fact;
        if (events[0]) expect(events[0]).toMatchObject({ from });
        const [first, ...rest] = events.map((event, nth) => (nth === 0 ? { ...event, from: undefined } : event));
        const settled = settle(workflow, before, bare as Fact, policies);
        expect(settled).toEqual({ events: first ? [first, ...rest] : [], effects });
        expect(canonicalJson(before)).toBe(canonicalJson(state));
      }
      before = structuredClone(state);
    });
  });
});

test('law 9: two settlers of one fact come to the same events, effects and state', () => {
  holds(fc.tuple(any, fc.nat()), 100, ([given, seed]) => {
    let before: RunState | undefined;
    watched(given, seed, ({ workflow, policies }, { state, fact, events, effects }) => {
      if (before && fact) {
        const other = JSON.parse(canonicalJson(before));
        expect(settle(workflow, other, fact, policies)).toEqual({ events, effects });
        expect(canonicalJson(other)).toBe(canonicalJson(state));
      }
      before = structuredClone(state);
    });
  });
});

/** Law 8: a policy more only tightens, wherever it stands and whatever it says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Workflow } from '../../engine/compile/workflow.ts';
import { decide } from '../../engine/decide/index.ts';
import type { Decision, RunEvent } from '../../engine/events.ts';
import type { Cause } from '../../engine/facts.ts';
import { guards } from '../../engine/guards/index.ts';
import type { RunState } from '../../engine/state.ts';
import { verdictOf } from '../../engine/verdict.ts';
import { whatIf } from '../../engine/what-if.ts';
import { guarded, place, placed } from './guarded.ts';
import { compiled, holds, holdsLater, isLookedAt, workflowOf } from './holds.ts';
import { World } from './world.ts';

const order = ['allowed', 'held', 'denied'];
const words = ['allow', 'hold', 'ask', 'deny'];

test('law 8: at no gate of a run does one more policy allow what was denied, held or asked', () => {
  let judged = 0;
  holds(fc.tuple(guarded, placed(false), fc.nat()), 80, ([given, more, seed]) => {
    const workflow = workflowOf(given);
    const tighter = compiled(place(given.spec, more));
    let before: RunState | undefined;
    let nth = 0;
    const watch = ({ fact, state }: { fact: Cause | undefined; state: RunState }) => {
      const cause = fact ?? before?.agenda[0];
      if (before && cause && isLookedAt(nth++)) {
        const at = fact && 'at' in fact ? fact.at : Math.floor(seed % 100_000) + 1_800_000_000_000;
        const [was, wouldBe] = [workflow, tighter].map((given) => said(given, structuredClone(before!), cause, at));
        if (was!.decisions.length > 0) judged += 1;
        expect(order.indexOf(wouldBe!.verdict)).toBeGreaterThanOrEqual(order.indexOf(was!.verdict));
        for (const decision of was!.decisions) expect(wouldBe!.decisions).toContainEqual(decision);
      }
      before = structuredClone(state);
    };
    new World(given, workflow, { seed, limit: 1, noise: true, watch }).run();
  });
  expect(judged).toBeGreaterThan(100);
});

function said(workflow: Workflow, state: RunState, cause: Cause, at: number) {
  const event = decide(workflow, state, cause, { policies: guards, at });
  const decisions: readonly Decision[] = (event && 'decisions' in event && event.decisions) || [];
  return { decisions, verdict: event ? verdictIn(state, event, decisions) : 'allowed' };
}

/** What people say comes to nothing where it is not let through. */
function verdictIn(state: RunState, event: RunEvent, decisions: readonly Decision[]): string {
  if (event.type === 'approval.ignored') return event.text === undefined ? 'denied' : 'held';
  if (!('step' in event) || event.step === undefined) return 'allowed';
  const isTurn = event.type === 'usage.reported' || event.type === 'turn.judged' || event.type === 'step.stopping';
  const { frame, step } = event;
  const waiter = {
    frame,
    step,
    ...('call' in event && { call: event.call }),
    ...(isTurn && ({ turn: true } as const)),
  };
  return verdictOf(state, decisions, waiter);
}

test('law 8: over a whole run one more policy changes what is said only to something stricter', async () => {
  await holdsLater(fc.tuple(guarded, placed(false), fc.nat(), fc.nat(60)), 100, async ([given, more, seed, kill]) => {
    const { journal } = new World(given, workflowOf(given), { seed, noise: true, twice: true, kills: [kill] }).run();
    const { differences } = await whatIf(compiled(place(given.spec, more)), journal, guards, () => []);
    for (const { was, wouldBe, seq } of differences) {
      expect([seq, words.indexOf(wouldBe) > words.indexOf(was)]).toEqual([seq, true]);
    }
  });
});

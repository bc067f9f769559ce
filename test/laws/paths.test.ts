/** Law 11: what is said to hold of all paths holds of every run, whatever goes wrong on the way. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayAddress } from '../../engine/address.ts';
import type { RunEvent } from '../../engine/events.ts';
import { addressOf, allSteps, judgeAssertion } from '../../engine/explore/index.ts';
import { cases } from './cases.ts';
import { holds, workflowOf } from './holds.ts';
import { World } from './world.ts';

test('law 11: no run begins a step before a guard is done that stands on every path to it', () => {
  let asserted = 0;
  holds(fc.tuple(cases, fc.nat(), fc.nat(60)), 100, ([given, seed, kill]) => {
    const workflow = workflowOf(given);
    const { journal } = new World(given, workflow, { seed, noise: true, kills: [kill] }).run();
    const steps = allSteps(workflow).map(addressOf);
    const guardsOf = new Map(
      [...new Set(journal.filter(begins).map(addressOfEvent))].map((target) => [
        target,
        steps.filter((guard) => {
          const judged = judgeAssertion(workflow, { targets: [target], guards: [guard] });
          return 'verdict' in judged && judged.verdict === 'holds';
        }),
      ]),
    );
    for (const begun of journal.filter(begins)) {
      for (const guard of guardsOf.get(addressOfEvent(begun))!) {
        asserted += 1;
        const before = journal.slice(0, journal.indexOf(begun));
        const isPassed = before.some(
          (event) => isDone(event) && addressOfEvent(event) === guard && isKnown(event, begun),
        );
        expect(isPassed, `${addressOfEvent(begun)} without ${guard}`).toBe(true);
      }
    }
  });
  expect(asserted).toBeGreaterThan(50);
});

type OfStep = RunEvent & { readonly step: string };

function begins(event: RunEvent): event is OfStep {
  if (event.type === 'step.asked') return event.asks?.some(({ kind }) => kind === 'approve') === true;
  return event.type === 'step.started';
}

const isDone = (event: RunEvent): event is OfStep => event.type === 'step.finished' && event.outcome === 'done';

const addressOfEvent = ({ frame, step }: OfStep): string => displayAddress(frame, step).replaceAll(/\[\d+\]/g, '');

/** Items of one step stand side by side; the rounds of a loop come one after the other. */
function isKnown(before: OfStep, after: OfStep): boolean {
  const there = after.frame.split('/');
  return before.frame.split('/').every((frame, depth) => {
    const other = there[depth];
    const step = (name: string) => name.replace(/\[\d+\]$/, '');
    return !frame.startsWith('foreach') || other === undefined || other === frame || step(other) !== step(frame);
  });
}

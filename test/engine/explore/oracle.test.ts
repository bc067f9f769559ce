/** The explorer and an oracle that tells every way through a workflow agree about what can happen. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressOf, allSteps, type Judged, judgeAssertion } from '../../../engine/explore/index.ts';
import type { StepSpec } from '../../../schema/steps/index.ts';
import { compiled } from '../../laws/holds.ts';
import { shapes } from '../../laws/shapes.ts';
import { specOf } from '../../laws/specs.ts';
import { type Line, tell, violates } from './routes.ts';

/** More ways than these are not told: what none of them shows is then open. */
const maxStories = 20_000;

/** What the oracle has no ways for: `kinds.test.ts` looks at paths through them. */
const strange: readonly string[] = ['parallel', 'debate', 'ask', 'wait', 'uses'];
const isTellable = (steps: readonly StepSpec[]): boolean =>
  steps.every(
    (step) =>
      !strange.some((key) => Object.hasOwn(step, key)) &&
      isTellable('steps' in step ? step.steps : []) &&
      isTellable(Array.isArray(step.on_error) ? step.on_error : []),
  );

const menu = { timed: false, wide: false, asks: false, losses: true, mail: false };
const small = fc.record({
  spec: fc
    .oneof(shapes({ ...menu, depth: 0 }), shapes({ ...menu, depth: 1 }))
    .map((made) => specOf(made, { ...menu, depth: 1 }))
    .filter(({ workflow }) => isTellable(workflow.steps)),
  target: fc.nat(),
  guards: fc.array(fc.nat(), { minLength: 1, maxLength: 2 }),
});

test('the same paths violate, and the one that is told is one of the ways', () => {
  const seen = { holds: 0, violated: 0, open: 0 };
  const asked = fc.property(small, ({ spec, target, guards }) => {
    const workflow = compiled(spec);
    const steps = allSteps(workflow).map(addressOf);
    const at = target % steps.length;
    // Mostly what stands before the target, where a guard would stand.
    const before = steps.slice(0, Math.max(1, at));
    const judged = judgeAssertion(workflow, {
      targets: [steps[at]!],
      guards: guards.map((guard) => before[guard % before.length]!),
    });
    if ('unknown' in judged) throw new Error('it is named by its address');

    const isTarget = (address: string) => judged.targets.includes(address);
    const isGuard = (address: string) => judged.guards.includes(address);
    let stories = 0;
    let isViolated = false;
    let isToldSo = false;
    const isComplete = tell(spec.workflow.steps, isGuard, (story) => {
      stories += 1;
      isViolated ||= violates(story, isTarget, isGuard);
      isToldSo ||= beginsAs(judged, story);
      return !(isViolated && isToldSo) && stories < maxStories;
    });
    if (isViolated) expect(judged.verdict).toBe('violated');
    else if (isComplete) expect(judged.verdict).toBe('holds');
    if (isComplete) expect(isToldSo).toBe(isViolated);
    seen[isViolated && isToldSo ? 'violated' : isComplete ? 'holds' : 'open'] += 1;
  });
  fc.assert(asked, { numRuns: 400 });
  expect(seen.holds).toBeGreaterThan(20);
  expect(seen.violated).toBeGreaterThan(20);
  expect(seen.open).toBeLessThan(80);
});

/** Whether the first items of a story go the way of a path that violates, up to where the target begins. */
function beginsAs(judged: Judged, story: readonly Line[]): boolean {
  if (judged.verdict !== 'violated') return false;
  const first = story.filter(({ items }) => items.every((item) => item.endsWith('#0')));
  const begin = first.findIndex(({ at, what }) => what === 'begins' && at === judged.reached);
  const told = first.slice(0, begin).filter(({ what }) => what !== 'begins');
  const outcomes = { done: 'done', skipped: 'skipped', failed: 'failed', continued: 'failed', rework: 'rework' };
  const path = judged.path.map(({ step, outcome }) => `${addressOf(step)} ${outcomes[outcome]}`);
  return begin >= 0 && told.map(({ at, what }) => `${at} ${what}`).join() === path.join();
}

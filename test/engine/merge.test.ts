/** What is merged: what was written and reviewed, and nothing that a review did not let pass. */
import { expect, test } from 'vitest';
import { Play } from './play.ts';

const agent = (id: string, more: object = {}) => ({ id, agent: 'ada', prompt: 'go', ...more });
const run = (id: string) => ({ id, run: ['true'] });
const review = (more: object = {}) => ({ id: 'r', review: 'w', reviewer: { from: ['bob'] }, ...more });
const merge = (of: string) => ({ id: 'm', merge: of, into: 'main' });
const wrote = (branch: string) => ({ result: { branch, commit: 'c' } });
const reject = { result: { verdict: 'reject', findings: [] } };
const merged = (play: Play) => play.all('step.started').find(({ step }) => step === 'm')?.plan;

test('an item is left out whose rejection a handler took note of: a handler is no reviewer', () => {
  const steps = [agent('w'), review({ on_error: [run('note')] })];
  const play = new Play([{ id: 'f', foreach: { x: [1] }, worktree: true, steps }, merge('f')]);
  play.finish('w', 1, wrote('b'), 'f@1[0]');
  play.finish('r', 1, reject, 'f@1[0]');
  play.finish('note', 1, {}, 'f@1[0]/r__catch@1');
  expect(merged(play)).toMatchObject({ branches: [] });
});

test('outside a foreach too, what a review did not let pass is not merged', () => {
  const play = new Play([agent('w', { worktree: true }), review({ on_error: 'continue' }), merge('w')]);
  play.finish('w', 1, wrote('b'));
  play.finish('r', 1, reject);
  expect(merged(play)).toMatchObject({ branches: [] });
});

test('a branch that is named is called after what a step wrote there', () => {
  const steps = [{ id: 'f', foreach: { x: [1, 2] }, worktree: true, steps: [agent('w')] }];
  const play = new Play([...steps, { id: 'm', merge: ['${{ steps.f.items[1].branch }}', 'theirs'], into: 'main' }]);
  for (const index of [0, 1]) play.finish('w', 1, wrote(`omni/r/f-${index}`), `f@1[${index}]`);
  expect(merged(play)).toMatchObject({
    branches: [
      { branch: 'omni/r/f-1', title: 'go' },
      { branch: 'theirs', title: 'theirs' },
    ],
  });
});

test('nor is what was written on top of it, on the same branch', () => {
  const steps = [agent('w'), review({ on_error: 'continue' }), agent('more'), agent('apart', { worktree: true })];
  const of = (source: string) => {
    const play = new Play([...steps, merge(source)]);
    play.finish('w', 1, wrote('shared'));
    play.finish('r', 1, reject);
    play.finish('more', 1, wrote('shared'));
    play.finish('apart', 1, wrote('own'));
    return merged(play);
  };
  expect(of('more')).toMatchObject({ branches: [] });
  expect(of('apart')).toMatchObject({ branches: [{ branch: 'own' }] });
});

test('a review that failed and then approved lets pass', () => {
  const play = new Play([agent('w', { worktree: true }), review({ retry: { attempts: 2 } }), merge('w')]);
  play.finish('w', 1, wrote('b'));
  play.fail('r');
  play.finish('r', 2, { result: { verdict: 'approve', findings: [] } });
  expect(merged(play)).toMatchObject({ branches: [{ branch: 'b', commit: 'c' }] });
});

/** Which steps share a worktree, which branch each writes, and that no two different ones are ever called the same. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childFrame, slugOf } from '../../engine/address.ts';
import { effectsOf, Play } from './play.ts';

const agent = (id: string, more: object = {}) => ({ id, agent: 'ada', prompt: 'go', ...more });
const review = { id: 'r', review: 'w', reviewer: { from: ['bob'] } };
const changes = { result: { verdict: 'request_changes', findings: [{ severity: 'major', text: 'x' }] } };

test('a writer that is sent back goes on in the worktree that it wrote in', () => {
  const play = new Play([agent('w', { worktree: true }), review]);
  const before = play.step('w')?.workspace;
  play.finish('w');
  const [again] = effectsOf(play.finish('r', 1, changes), 'startAttempt');
  expect(again).toMatchObject({ step: 'w', plan: { round: 2, clean: true, workspace: before } });
});

test('the rounds of a loop share one worktree, and its branch is merged once', () => {
  const play = new Play([
    { id: 'u', until: 'has(last.w)', max: 2, worktree: true, steps: [agent('w')] },
    { id: 'm', merge: 'u', into: 'main' },
  ]);
  const places = [0, 1].map((round) => {
    const { workspace } = play.state.frames[`u@1[${round}]`]!;
    play.finish('w', 1, { result: { branch: workspace.branch, commit: `c${round}` } }, `u@1[${round}]`);
    return workspace;
  });
  expect(places).toEqual([{ key: 'u', branch: 'omni/r/u' }, places[0]]);
  expect(play.all('step.started').at(-1)?.plan).toMatchObject({ branches: [{ branch: 'omni/r/u', commit: 'c1' }] });
});

describe('a branch that is named', () => {
  const steps = [agent('w')];
  const named = (more: object) => ({ id: 'f', worktree: { branch: 'fix' }, steps, ...more });
  const branchOf = (play: Play, frame: string) => play.state.frames[frame]?.workspace.branch;

  test('has the index of its item', () => {
    const play = new Play([named({ foreach: { n: [1, 2] } })]);
    expect([0, 1].map((index) => branchOf(play, `f@1[${index}]`))).toEqual(['fix-0', 'fix-1']);
  });

  test('and, when a group is tried again, another for its new worktree', () => {
    const play = new Play([named({ retry: { attempts: 2 } })]);
    expect(branchOf(play, 'f@1')).toBe('fix');
    play.fail('w', 1, 'f@1');
    expect(branchOf(play, 'f@1.2')).toBe('fix.v1.2');
  });
});

test('a step called main does not work in the shared worktree', () => {
  const play = new Play([agent('main', { worktree: true })]);
  expect(play.step('main')?.workspace).toEqual({ key: '_main', branch: 'omni/r/_main' });
  expect(play.state.frames['']?.workspace.key).toBe('main');
});

test('different addresses have different slugs', () => {
  const id = fc.constantFrom('a', 'b', 'v1', 'v2', 'a_v2', 'main');
  const level = fc.record({
    id,
    visit: fc.integer({ min: 1, max: 12 }),
    attempt: fc.integer({ min: 1, max: 12 }),
    index: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
  });
  const address = fc
    .tuple(fc.array(level, { maxLength: 3 }), fc.option(id, { nil: undefined }))
    .filter(([levels, step]) => levels.length > 0 || step !== undefined)
    .map(([levels, step]) => {
      const frame = levels.reduce((at, { id, visit, attempt, index }) => childFrame(at, id, visit, attempt, index), '');
      return { frame, step };
    });
  // `a` in the root and the group `a` on its first visit are the same step.
  const plain = ({ frame, step }: { frame: string; step: string | undefined }) =>
    [frame.replaceAll(/@1(?=\/|$)/g, '').replaceAll(/@1(?=\[)/g, ''), ...(step === undefined ? [] : [step])].join('/');
  fc.assert(
    fc.property(address, address, (one, other) => {
      const isSame = plain(one).replace(/^\//, '') === plain(other).replace(/^\//, '');
      expect(slugOf(one.frame, one.step) === slugOf(other.frame, other.step)).toBe(isSame);
    }),
  );
});

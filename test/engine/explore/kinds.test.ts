/** Paths through what runs side by side, debates, questions, waits and workflows that are used. */
import { expect, test } from 'vitest';
import { compile } from '../../../engine/compile/index.ts';
import { judgeAssertion } from '../../../engine/explore/index.ts';
import { upperBounds } from '../../../engine/upper-bounds.ts';
import type { Spec } from '../../../schema/spec.ts';
import { workflowOf } from '../spec.ts';

const run = (id: string) => ({ id, run: ['true'], on_lost: 'fail' });
const verdict = (steps: readonly object[], target: string, guard: string) => {
  const judged = judgeAssertion(workflowOf(steps), { targets: [target], guards: [guard] });
  return 'verdict' in judged ? judged.verdict : judged.unknown;
};
const group = (parallel: 'all' | 'any' | number) => ({ id: 'g', parallel, steps: [run('a'), run('b')] });

test('after all branches each of them has been done, after any one perhaps not', () => {
  expect(verdict([group('all'), run('land')], 'land', 'g.a')).toBe('holds');
  expect(verdict([group('any'), run('land')], 'land', 'g.a')).toBe('violated');
  expect(verdict([group('any'), run('land')], 'land', 'g')).toBe('holds');
  expect(verdict([group(2), run('land')], 'land', 'g.b')).toBe('holds');
});

test('what happens in one branch is not known in another', () => {
  expect(verdict([group('all')], 'g.b', 'g.a')).toBe('violated');
});

test('a question, a wait and a debate are passed when they are done, and a debate that continues is not', () => {
  const talk = { id: 'talk', debate: 'Q?', heads: ['claude', 'codex'], judge: 'pi' };
  expect(verdict([{ id: 'q', ask: 'What?' }, run('land')], 'land', 'q')).toBe('holds');
  expect(verdict([{ id: 'w', wait: '1m' }, run('land')], 'land', 'w')).toBe('holds');
  expect(verdict([talk, run('land')], 'land', 'talk')).toBe('holds');
  expect(verdict([{ ...talk, on_error: 'continue' }, run('land')], 'land', 'talk')).toBe('violated');
});

test('steps of a workflow that is used are named below the step that uses it', () => {
  const flow = { workflow: { name: 'flow', steps: [{ id: 'ok', approve: 'Go?' }, run('push')] }, agents: {} };
  const spec = {
    workflow: { name: 'main', steps: [{ id: 'ship', uses: 'f.yaml' }] },
    agents: {},
    workflows: { 'f.yaml': flow },
  };
  const compiled = compile(spec as unknown as Spec);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  const judged = judgeAssertion(compiled.workflow, { targets: ['ship.push'], guards: ['ship.ok'] });
  expect(judged).toMatchObject({ verdict: 'holds' });
});

test('a debate costs its heads once a round and its judge once', () => {
  const agent = (name: string, cost_usd: number) => ({ name, harness: 'simulate', vendor: name, limits: { cost_usd } });
  const spec = {
    workflow: { name: 'main', steps: [{ id: 'd', debate: 'Q?', heads: ['a', 'b'], judge: 'c', max_rounds: 2 }] },
    agents: { a: agent('a', 1), b: agent('b', 2), c: agent('c', 10) },
  };
  const compiled = compile(spec as unknown as Spec);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  expect(upperBounds(compiled.workflow)).toEqual({
    sessions: { most: 7 },
    parallel: { most: 2 },
    costMicroUsd: { most: (3 * (1 + 2) + 10) * 1_000_000 },
  });
});

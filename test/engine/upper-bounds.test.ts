/** What a run can cost at most, and why there may be no most. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compile } from '../../engine/compile/index.ts';
import { upperBounds } from '../../engine/upper-bounds.ts';
import { compiled } from '../laws/holds.ts';
import { shapes } from '../laws/shapes.ts';
import { specOf as generatedSpec } from '../laws/specs.ts';
import { specOf } from './spec.ts';

/** Dollars a session of each agent may cost. */
const limits: Readonly<Record<string, number>> = { claude: 2, codex: 5, pi: 0.1 };

function boundsOf(steps: readonly object[], parts = {}) {
  const spec = specOf(steps, parts);
  for (const [name, cost_usd] of Object.entries(limits)) spec.agents[name]!.limits = { cost_usd };
  const result = compile(spec);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return upperBounds(result.workflow);
}
const agent = (id: string, more: object = {}) => ({ id, agent: 'claude', prompt: 'Go.', ...more });
const review = (more: object = {}) => ({ id: 'r', review: 'w', reviewer: { from: ['codex', 'pi'] }, ...more });
const dollars = (usd: number) => ({ most: Math.round(usd * 1_000_000) });
const anyOf = (...names: readonly string[]) => ({
  type: 'object',
  required: ['who'],
  properties: { who: { enum: names } },
});

describe('the cost', () => {
  test('is that of each session at the limit of the dearest agent', () => {
    const chosen = [agent('a', { output: anyOf('pi', 'codex') }), agent('b', { agent: '${{ steps.a.output.who }}' })];
    expect(boundsOf(chosen).costMicroUsd).toEqual(dollars(2 + 5));
    expect(boundsOf([agent('a', { retry: { attempts: 3 } })]).costMicroUsd).toEqual(dollars(6));
    expect(boundsOf([{ id: 'x', run: ['true'] }]).costMicroUsd).toEqual(dollars(0));
  });

  test('counts every verdict, and every writing again', () => {
    // Three rounds of a writer at 2, of a step between at 0.1, and of the dearest reviewer at 5.
    const steps = [agent('w'), agent('x', { agent: 'pi' }), review()];
    expect(boundsOf(steps).costMicroUsd).toEqual(dollars(3 * (2 + 0.1 + 5)));
  });

  test('counts items, rounds and handlers', () => {
    const each = { id: 'e', foreach: { n: [1, 2, 3], m: [1, 2] }, steps: [agent('a')] };
    expect(boundsOf([each]).costMicroUsd).toEqual(dollars(12));
    const loop = { id: 'u', until: 'false', max: 4, steps: [agent('a', { on_error: [agent('h')] })] };
    expect(boundsOf([loop]).costMicroUsd).toEqual(dollars(16));
  });
});

describe('there is no bound', () => {
  test('where an agent has no limit', () => {
    const steps = [agent('a', { agent: 'twin' }), agent('b', { agent: 'stranger' }), agent('c', { agent: 'twin' })];
    expect(boundsOf(steps).costMicroUsd).toEqual({
      unbounded: [
        { why: 'cost_usd', agent: 'twin' },
        { why: 'cost_usd', agent: 'stranger' },
      ],
    });
    expect(boundsOf(steps).sessions).toEqual({ most: 3 });
  });

  test('where a list is of unknown length', () => {
    const each = { id: 'e', foreach: { n: '${{ agents }}' }, steps: [{ id: 'g', steps: [agent('a')] }] };
    const unbounded = [{ why: 'items', step: 'e' }];
    expect(boundsOf([each])).toEqual({
      sessions: { unbounded },
      costMicroUsd: { unbounded },
      parallel: { most: 4 },
    });
    const inputs = { many: { type: 'integer' } };
    expect(boundsOf([{ ...each, max_parallel: '${{ inputs.many }}' }], { inputs }).parallel).toEqual({
      unbounded: [{ why: 'width', step: 'e' }],
    });
    expect(boundsOf([{ ...each, steps: [{ id: 'x', run: ['true'] }] }]).sessions).toEqual({ most: 0 });
  });

  test('where a step that handles a failure has none', () => {
    const steps = [
      { id: 'e', foreach: { n: '${{ agents }}' }, max_parallel: '${{ inputs.many }}', steps: [agent('a')] },
    ];
    const { sessions, parallel } = boundsOf([agent('x', { on_error: steps })], {
      inputs: { many: { type: 'integer' } },
    });
    expect(sessions).toEqual({ unbounded: [{ why: 'items', step: 'x__catch.e' }] });
    expect(parallel).toEqual({ unbounded: [{ why: 'width', step: 'x__catch.e' }] });
  });

  test('where rounds or verdicts are an expression', () => {
    const inputs = { many: { type: 'integer' } };
    const loop = { id: 'u', until: 'false', max: '${{ inputs.many }}', steps: [agent('a')] };
    expect(boundsOf([loop], { inputs }).sessions).toEqual({ unbounded: [{ why: 'rounds', step: 'u' }] });
    const verdicts = [agent('w'), review({ max_rounds: '${{ inputs.many }}' })];
    expect(boundsOf(verdicts, { inputs }).costMicroUsd).toEqual({ unbounded: [{ why: 'verdicts', step: 'r' }] });
  });
});

describe('a list that is made of another', () => {
  const output = {
    type: 'object',
    required: ['l'],
    properties: { l: { type: 'array', maxItems: 2, items: { type: 'string' } } },
  };
  const over = (list: string) =>
    boundsOf([agent('p', { output }), { id: 'e', foreach: { n: list }, steps: [agent('a')] }]).sessions;
  test.each(['steps.p.output.l', "steps.p.output.l.filter(i, i != 'x')", 'steps.p.output.l.map(i, i)'])(
    '%s',
    (list) => {
      expect(over(`\${{ ${list} }}`)).toEqual({ most: 3 });
    },
  );
  test.each([
    "steps.p.output.l + ['x']",
    'steps.p.output.l.filter(i, true) + agents.map(a, a.name)',
    "steps.p.output.l.map(i, i).join(',').split(',')",
  ])('%s is longer than it', (list) => {
    expect(over(`\${{ ${list} }}`)).toEqual({ unbounded: [{ why: 'items', step: 'e' }] });
  });
});

const menu = { timed: false, wide: true, asks: false, losses: true, mail: false, depth: 2 };

test('sessions at a dollar each cost as much as there are sessions, and a bound is never missing for no reason', () => {
  fc.assert(
    fc.property(fc.oneof(shapes({ ...menu, wide: true }), shapes({ ...menu, wide: false })), (made) => {
      const spec = generatedSpec(made, menu);
      for (const { agents } of [spec, ...Object.values(spec.workflows ?? {})]) {
        for (const each of Object.values(agents)) each.limits = { cost_usd: 1 };
      }
      const { sessions, costMicroUsd } = upperBounds(compiled(spec));
      if ('most' in sessions) expect(costMicroUsd).toEqual(dollars(sessions.most));
      else {
        expect(sessions.unbounded.length).toBeGreaterThan(0);
        expect(costMicroUsd).toEqual(sessions);
      }
    }),
    { numRuns: 300 },
  );
});

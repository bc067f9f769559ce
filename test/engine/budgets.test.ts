/** Which limits over costs can be read off the policies of a run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { budgetsOf } from '../../engine/budgets.ts';
import { compile } from '../../engine/compile/index.ts';
import type { PolicySpec } from '../../schema/policy.ts';
import { specOf as policyOf } from '../policies/documents.ts';
import { specOf } from './spec.ts';

const library = readFileSync(join(import.meta.dirname, '../../policies/library/budget.yaml'), 'utf8');
const step = { id: 'a', agent: 'claude', prompt: 'Go.' };

function budgets(policies: readonly PolicySpec[], limits: Readonly<Record<string, number>> = {}) {
  const spec = specOf([step], { policies: [...policies] });
  for (const [name, cost_usd] of Object.entries(limits)) spec.agents[name]!.limits = { cost_usd };
  const result = compile(spec);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  return budgetsOf(result.workflow);
}

const rule = (when: string) => ({
  name: 'own',
  state: { seen: { type: 'number', default: 0 } },
  rules: [{ id: 'r', before: 'tool' as const, when, decide: 'ask' as const, reason: 'Enough' }],
});

test('of the budget of the library, by its inputs', () => {
  const policy = policyOf(library, { max_usd: 25, ask_every_usd: 10, max_agent_usd: 18, max_user_day_usd: 0.5 });
  expect(budgets([policy], { codex: 5 })).toEqual([
    { policy: 'budget', rule: 'run-cap', what: 'run', decide: 'deny', limitMicroUsd: 25_000_000 },
    { policy: 'budget', rule: 'agent-cap', what: 'agent', decide: 'deny', limitMicroUsd: 18_000_000 },
    { policy: 'budget', rule: 'user-day', what: 'user_today', decide: 'ask', limitMicroUsd: 500_000 },
    { policy: 'budget', rule: 'checkpoint', what: 'run', decide: 'ask', everyMicroUsd: 10_000_000 },
    { rule: 'limits', what: 'session', decide: 'deny', limitMicroUsd: 5_000_000, agent: 'codex' },
  ]);
  expect(budgets([policyOf(library, { max_usd: 0, ask_every_usd: 0 })])).toEqual([]);
});

test.each([
  ['cost.run > 2.5', { limitMicroUsd: 2_500_000 }],
  ['${{ 3 <= cost.run }}', { limitMicroUsd: 3_000_000 }],
  ['cost.known && cost.run + cost.reserved >= 2.0 * 1.5', { limitMicroUsd: 3_000_000 }],
  ['cost.run - state.seen >= 4', { everyMicroUsd: 4_000_000 }],
])('`%s` says so', (when, said) => {
  expect(budgets([rule(when)])).toEqual([{ policy: 'own', rule: 'r', what: 'run', decide: 'ask', ...said }]);
});

test.each([
  'cost.run < 2.5',
  'cost.run >= state.seen',
  'cost.run - cost.step >= 2.0',
  'cost.run >= 2.5 || cost.known',
  '!(cost.run >= 2.5)',
  'cost.reserved >= 2.5',
  'cost.run >= 2.5 && 1 > 2',
  'size(running) >= 2',
])('`%s` is left out', (when) => {
  expect(budgets([rule(when)])).toEqual([]);
});

/** A cost that the harness does not tell is worked out before anybody hears of it. */
import { expect, test } from 'vitest';
import { playAll } from '../../../agents/registry.ts';
import { createSimulateHarness, loadSimulation } from '../../../agents/simulate/index.ts';
import type { AttemptPlan } from '../../../engine/effects.ts';
import { type Price, priceSessions } from '../../../engine/perform/pricing.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import { useStages, workspace } from './stage.ts';

const stageOf = useStages();
const plan: AttemptPlan = { kind: 'agent', agent: 'writer', prompt: 'Go.', title: 'Go', round: 1, workspace };
const clock: Clock = { now: () => 7, after: () => () => {} };

/** A stage whose writer is priced, and whose usage is as it says. */
async function priced(usage: object, price: Price, limits?: { cost_usd: number }) {
  const { simulation } = loadSimulation(
    JSON.stringify({ turns: { writer: [{ text: 'Done.', usage }] } }),
    'simulate.yaml',
  );
  const agent = { name: 'writer', harness: 'simulate', model: 'gpt-5', ...(limits && { limits }) } as const;
  const harnesses = priceSessions(playAll(createSimulateHarness({ simulation: simulation!, clock })), price, clock);
  const found = harnesses.find(agent);
  if ('missing' in found) throw new Error(found.missing);
  const stage = await stageOf({ agents: { writer: agent }, adapters: { writer: found } });
  const ended = await stage.play(plan);
  return { ended, usage: stage.of('usage.reported')[0]?.usage };
}

test('by the agent, its tokens and the time, and the report says so', async () => {
  const asked: unknown[] = [];
  const { usage } = await priced({ input: 10, output: 2 }, ({ model }, tokens, at) => {
    asked.push({ model, tokens, at });
    return 33;
  });
  expect(usage).toEqual({ input: 10, output: 2, costMicroUsd: 33, priced: 'table' });
  expect(asked).toEqual([{ model: 'gpt-5', tokens: { input: 10, output: 2 }, at: 7 }]);
});

test('what the harness says comes first, also that it cost nothing', async () => {
  const { usage } = await priced({ input: 10, output: 2, cost_usd: 0 }, () => 33);
  expect(usage).toEqual({ input: 10, output: 2, costMicroUsd: 0 });
});

test('what nobody knows stays unknown', async () => {
  const { usage } = await priced({ input: 10, output: 2 }, () => undefined);
  expect(usage).toEqual({ input: 10, output: 2 });
});

test('it counts against the limit of the session', async () => {
  const within = await priced({ input: 10, output: 2 }, () => 999_999, { cost_usd: 1 });
  expect(within.ended).not.toHaveProperty('error');
  const beyond = await priced({ input: 10, output: 2 }, () => 1_000_001, { cost_usd: 1 });
  expect(beyond.ended).toMatchObject({
    error: { code: 'limit', message: 'writer spent more than its limit of 1 USD' },
  });
  expect(beyond.usage).toMatchObject({ costMicroUsd: 1_000_001 });
});

import { expect, test } from 'vitest';
import type { RunEvent } from '../../../engine/events.ts';
import { openHistory } from '../../../runs/history/index.ts';
import { asking } from '../../laws/cases.ts';
import { holdsLater, workflowOf } from '../../laws/holds.ts';
import { World } from '../../laws/world.ts';
import { created } from '../events.ts';
import { keep, keepRecorded, recorded, recordings, run } from './record.ts';

test.each(recordings)('the points lead to what the view says: %s', async (name) => {
  const history = openHistory(await keepRecorded(name));
  const { view } = await history.view(run);
  const { points, agents, head } = await history.costs(run);
  expect(points.at(-1)).toMatchObject({ totalMicroUsd: view.cost.microUsd, known: view.cost.known });
  expect(agents.reduce((sum, agent) => sum + agent.microUsd, 0)).toBe(view.cost.microUsd);
  expect(agents.reduce((sum, agent) => sum + agent.input + agent.output, 0)).toBe(
    view.tokens.input + view.tokens.output,
  );
  expect(head).toBe(view.seq);
  const few = await history.costs(run, { most: 2 });
  expect(few.points).toEqual([points[0], points.at(-1)]);
});

test('so do they in any run', () =>
  holdsLater(asking, 30, async (given) => {
    const kept = keep(given.spec);
    await kept.append(new World(given, workflowOf(given), { seed: 1, kills: [9] }).run().journal);
    const history = openHistory(kept);
    const { cost } = (await history.view(run)).view;
    const { points, agents } = await history.costs(run, { most: 10_000 });
    const last = points.at(-1) ?? { totalMicroUsd: 0, known: true };
    expect([last.totalMicroUsd, last.known]).toEqual([cost.microUsd, cost.known]);
    expect(agents.every(({ known }) => known)).toBe(cost.known);
  }));

test('a policy that is put over the run brings its budget', async () => {
  const kept = keep(recorded('polly').spec);
  const rule = { id: 'cap', before: 'tool', when: 'cost.run >= 7', decide: 'deny', reason: 'Enough' };
  const added: RunEvent = {
    type: 'policy.added',
    at: 2_000,
    frame: '',
    policy: { name: 'late', rules: [rule] },
    by: 'ada',
  };
  await kept.append([created, added]);
  const { budgets } = await openHistory(kept).costs(run);
  expect(budgets).toContainEqual({
    policy: 'live:1/late',
    rule: 'cap',
    what: 'run',
    decide: 'deny',
    limitMicroUsd: 7_000_000,
  });
});

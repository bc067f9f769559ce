/** A model that is asked directly, held to the contract of every harness in the protocol of every service. */
import { describe, expect, test } from 'vitest';
import { modelCapabilities } from '../../../agents/model/capabilities.ts';
import type { Usage } from '../../../engine/events.ts';
import { priceSessions } from '../../../engine/perform/pricing.ts';
import { priceOf, tableOf } from '../../../policies/prices/index.ts';
import { vendorOf } from '../../../schema/vendors.ts';
import { describeHarness } from '../conformance/harness.ts';
import { listen, of } from '../conformance/listen.ts';
import { modelTurns } from '../conformance/real/turns.ts';
import { realClock } from '../simulate/scripted.ts';
import { useStage } from './stage.ts';
import { costOf, modelDialect, wires } from './subject.ts';

describe.each(wires)('over %s', (wire) => {
  const stage = useStage();
  const dialect = modelDialect(wire);

  describeHarness(`model over ${wire}`, {
    capabilities: modelCapabilities,
    costMicroUsd: () => undefined,
    prepare(script, resumed = []) {
      const adapter = stage.adapter();
      const harness = {
        ...adapter,
        start(request: Parameters<typeof adapter.start>[0]) {
          stage.model().play(modelTurns(request.session === undefined ? script : resumed, dialect));
          return adapter.start(request);
        },
      };
      return { harness, agent: stage.agent(wire) };
    },
  });

  test('what it used is told after each answer, and costs what the price table says', async () => {
    const agent = stage.agent(wire);
    const model = { model: dialect.model, vendor: vendorOf(agent) ?? '' };
    const table = tableOf([model]);
    const price = (_: unknown, usage: Usage, at: number) => priceOf(table, model, usage, at);
    const harness = priceSessions({ find: () => stage.adapter() }, price, realClock).find(agent);
    if ('missing' in harness) throw new Error(harness.missing);
    const first = { input: 900, output: 50 };
    const second = { input: 100, output: 7, cacheRead: 1_000 };
    const call = dialect.call({ shell: 'true' })!;
    stage.model().play([
      { calls: [call], usage: first },
      { text: 'Done.', usage: second },
    ]);
    const events = await listen(harness.start(stage.request({ agent })));
    const cost = { costMicroUsd: costOf(wire, first), priced: 'table' };
    expect(of(events, 'usage').map(({ usage }) => usage)).toEqual([
      { ...first, ...cost },
      { ...second, costMicroUsd: expect.any(Number), priced: 'table' },
    ]);
  });
});

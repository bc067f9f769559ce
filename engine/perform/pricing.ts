/** Where a harness reports tokens without what they cost, the cost is worked out before anything is told of it. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { Usage } from '../events.ts';
import type { Clock } from '../ports/clock.ts';
import type { Harness, Harnesses, SessionEvent } from '../ports/harness.ts';

/** Whole micro-dollars; undefined: not known. Must not throw. @param at when, in milliseconds since the epoch. */
export type Price = (agent: AgentSpec, usage: Usage, at: number) => number | undefined;

/** The same harnesses. What they say of a cost comes first; what nobody knows stays unknown. */
export function priceSessions(harnesses: Harnesses, price: Price, clock: Clock): Harnesses {
  return {
    find(agent) {
      const found = harnesses.find(agent);
      return 'missing' in found ? found : pricing(found, (usage) => price(agent, usage, clock.now()));
    },
  };
}

function pricing(harness: Harness, price: (usage: Usage) => number | undefined): Harness {
  return {
    name: harness.name,
    capabilities: harness.capabilities,
    start(request) {
      const session = harness.start(request);
      return {
        events: priced(session.events, price),
        send: (text) => session.send(text),
        close: () => session.close(),
        interrupt: () => session.interrupt(),
      };
    },
  };
}

async function* priced(
  events: AsyncIterable<SessionEvent>,
  price: (usage: Usage) => number | undefined,
): AsyncGenerator<SessionEvent> {
  for await (const event of events) {
    yield event.type === 'usage' ? { ...event, usage: withCost(event.usage, price) } : event;
  }
}

function withCost(usage: Usage, price: (usage: Usage) => number | undefined): Usage {
  const costMicroUsd = usage.costMicroUsd === undefined ? price(usage) : undefined;
  return costMicroUsd === undefined ? usage : { ...usage, costMicroUsd, priced: 'table' };
}

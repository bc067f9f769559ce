/** Adapters that a test writes itself: the ones that no simulation can be, since they break the contract. */
import type { Harness, SessionEvent, SessionRequest } from '../../../engine/ports/harness.ts';

/** Plays what `events` yields; `interrupt` ends nothing, since nothing runs beside it. */
export function adapterOf(events: (request: SessionRequest) => AsyncIterable<SessionEvent>): Harness {
  return {
    name: 'adapter',
    capabilities: {
      asksEveryTool: true,
      modifiesInput: false,
      denyReason: true,
      usage: 'live',
      deltas: false,
      resume: false,
      steer: false,
      interrupt: true,
      structuredOutput: true,
      turns: false,
      mcp: false,
    },
    start: (request) => ({ events: events(request), send() {}, close() {}, interrupt: async () => {} }),
  };
}

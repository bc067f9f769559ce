/** The bounds of one session: how long, how many turns, how much money. The first one that is broken ends it. */
import type { AgentSpec } from '../../schema/agent.ts';
import { parseDurationMs } from '../../schema/duration.ts';
import type { ErrorValue, Usage } from '../events.ts';
import type { Clock } from '../ports/clock.ts';

export interface Limits {
  /** The model said or asked something: after a tool has answered, that is a new turn. */
  spoke(): void;
  /** A tool has answered, or a message was sent: what the model says next is another turn. */
  answered(): void;
  used(usage: Usage): void;
  /** Takes the timer back. */
  release(): void;
}

/** `broken` is called at the first broken bound, once. */
export function watchLimits(agent: AgentSpec, clock: Clock, broken: (error: ErrorValue) => void): Limits {
  const { timeout, turns = Number.POSITIVE_INFINITY, cost_usd: costUsd } = agent.limits ?? {};
  let isBroken = false;
  const breach = (code: 'timeout' | 'limit', message: string): void => {
    if (isBroken) return;
    isBroken = true;
    broken({ code, message: `${agent.name} ${message}` });
  };

  let turn = 0;
  let isNew = true;
  let spentMicroUsd = 0;
  const timeoutMs = timeout === undefined ? undefined : parseDurationMs(timeout);
  const release =
    timeoutMs === undefined
      ? (): void => {}
      : clock.after(clock.now() + timeoutMs, () => breach('timeout', `ran longer than its limit of ${timeout}`));

  return {
    spoke() {
      if (isNew) turn += 1;
      isNew = false;
      if (turn > turns) breach('limit', `reached its limit of ${turns} turns`);
    },
    answered() {
      isNew = true;
    },
    used({ costMicroUsd }) {
      if (costUsd === undefined) return;
      // An unknown cost is not nothing: a bound that cannot be held has been broken.
      if (costMicroUsd === undefined) breach('limit', `has a limit of ${costUsd} USD, and its cost is unknown`);
      spentMicroUsd += costMicroUsd ?? 0;
      if (spentMicroUsd > costUsd * 1_000_000) breach('limit', `spent more than its limit of ${costUsd} USD`);
    },
    release,
  };
}

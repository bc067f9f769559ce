/** The limits over costs that a policy's rules say, as far as they can be read without running them. */
import { type Threshold, thresholdsOf } from './expressions/thresholds.ts';
import type { Policy } from './policy.ts';
import { inputsOf } from './view/index.ts';

export interface CostLimit {
  readonly rule: string;
  readonly decide: 'deny' | 'ask' | 'hold';
  /** Whose cost: as the name stands below `cost`. */
  readonly what: 'run' | 'session' | 'agent' | 'step' | 'user_today' | 'project_today';
  readonly usd: number;
  /** It is reached again after each such amount. */
  readonly again?: true;
}

/** A limit that several rules of one policy say is told once, by the first. */
export function costLimitsOf({ spec }: Policy): readonly CostLimit[] {
  const inputs = inputsOf(spec);
  const limits = spec.rules.flatMap(({ id, when, decide }) =>
    (when === undefined ? [] : thresholdsOf(when, inputs)).flatMap((threshold): CostLimit | readonly [] => {
      const what = whoseCost(threshold);
      const { value: usd, again } = threshold;
      return what === undefined ? [] : { rule: id, decide, what, usd, ...(again && { again }) };
    }),
  );
  return limits.filter((limit, index) => index === limits.findIndex((other) => isSame(limit, other)));
}

const isSame = (one: CostLimit, other: CostLimit): boolean =>
  one.what === other.what && one.usd === other.usd && one.again === other.again;

const costs: readonly CostLimit['what'][] = ['run', 'session', 'agent', 'step', 'user_today', 'project_today'];

function whoseCost({ path: [root, name, ...more] }: Threshold): CostLimit['what'] | undefined {
  return root === 'cost' && more.length === 0 ? costs.find((known) => known === name) : undefined;
}

/** What limits the costs of a run: the rules of its policies that say a number, and the limits of its agents. */
import { costLimitsOf } from '../policies/index.ts';
import type { JsonObject } from '../schema/json.ts';
import type { Workflow } from './compile/workflow.ts';
import { addedGuards } from './guards/added.ts';

export interface Budget {
  /** Absent: it is the `limits` of the agent. */
  readonly policy?: string;
  readonly rule: string;
  readonly what: ReturnType<typeof costLimitsOf>[number]['what'];
  readonly decide: 'deny' | 'ask' | 'hold';
  readonly limitMicroUsd?: number;
  /** Instead of a limit: it comes again after each such amount. */
  readonly everyMicroUsd?: number;
  /** It is over this agent alone. */
  readonly agent?: string;
  /** It is over the step with this key, and what is below it, alone. */
  readonly step?: string;
}

/** @param added policies that people put over the running run. */
export function budgetsOf({ guards, agents }: Workflow, added: readonly JsonObject[] = []): readonly Budget[] {
  const said = [...guards, ...addedGuards({ added: [...added] })].flatMap(({ id, policy, agent, step }) =>
    costLimitsOf(policy).map(
      ({ rule, decide, what, usd, again }): Budget => ({
        policy: id,
        rule,
        what,
        decide,
        ...(again ? { everyMicroUsd: microUsd(usd) } : { limitMicroUsd: microUsd(usd) }),
        ...(agent !== undefined && { agent }),
        ...(step !== undefined && { step }),
      }),
    ),
  );
  const own = Object.entries(agents).flatMap(([agent, { limits }]): Budget | readonly [] =>
    limits?.cost_usd === undefined
      ? []
      : { rule: 'limits', what: 'session', decide: 'deny', limitMicroUsd: microUsd(limits.cost_usd), agent },
  );
  return [...said, ...own.flat()];
}

const microUsd = (usd: number): number => Math.round(usd * 1_000_000);

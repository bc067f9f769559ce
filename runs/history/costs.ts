/** What a run cost over time: by its reports of usage, and by the sessions that ended without one. */
import { budgetsOf } from '../../engine/budgets.ts';
import type { Workflow } from '../../engine/compile/workflow.ts';
import type { Envelope, Usage } from '../../engine/events.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { RunView, StepRow } from '../view/index.ts';
import { endsAttempt } from './calls.ts';
import type { AgentCost, CostPoint, Costs } from './types.ts';

export interface CostBook {
  /** `view` has folded it already. */
  fold(envelope: Envelope, address: string, row: StepRow | undefined, view: RunView): void;
  told(most: number, head: number, workflow?: Workflow): Costs;
}

type Spent = { -readonly [K in keyof AgentCost]: AgentCost[K] };

export function createCostBook(): CostBook {
  const points: CostPoint[] = [];
  const agents = new Map<string, Spent>();
  const added: JsonObject[] = [];

  const spentBy = ({ agent, vendor }: StepRow): Spent | undefined => {
    if (agent === undefined) return undefined;
    const spent = agents.get(agent) ?? { agent, microUsd: 0, known: true, input: 0, output: 0 };
    if (vendor !== undefined) spent.vendor = vendor;
    agents.set(agent, spent);
    return spent;
  };

  return {
    fold({ seq, event }, address, row, { cost }) {
      if (event.type === 'policy.added') added.push(event.policy as JsonObject);
      const usage = event.type === 'usage.reported' ? event.usage : undefined;
      const isSilent = row?.startedAt !== undefined && !row.reported && endsAttempt(event);
      if (row === undefined || (usage === undefined && !isSilent)) return;
      const spent = spentBy(row);
      if (usage === undefined && spent === undefined) return;
      if (spent) addTo(spent, usage);
      points.push({
        seq,
        at: event.at,
        address,
        ...(spent && { agent: spent.agent }),
        totalMicroUsd: cost.microUsd,
        known: cost.known,
        agentMicroUsd: spent?.microUsd ?? 0,
      });
    },
    told: (most, head, workflow) => ({
      points: thin(points, most),
      agents: [...agents.values()].map((spent) => ({ ...spent })),
      budgets: workflow ? budgetsOf(workflow, added) : [],
      head,
    }),
  };
}

/** A session that ended without a report has an unknown cost, which is never 0. */
function addTo(spent: Spent, usage: Usage | undefined): void {
  spent.input += usage?.input ?? 0;
  spent.output += usage?.output ?? 0;
  if (usage?.costMicroUsd === undefined) spent.known = false;
  else spent.microUsd += usage.costMicroUsd;
}

/** Points at equal distances, the first and the last among them. */
function thin(points: readonly CostPoint[], most: number): readonly CostPoint[] {
  const count = Math.max(2, Math.trunc(most) || 2);
  if (points.length <= count) return [...points];
  return Array.from({ length: count }, (_, nth) => points[Math.round((nth * (points.length - 1)) / (count - 1))]!);
}

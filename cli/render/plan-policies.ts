/** The policies over a workflow: what each stands over, what it decides where, and what it was given. */
import type { Workflow } from '../../engine/compile/workflow.ts';
import type { Guard } from '../../engine/guards/guard.ts';
import type { Policy } from '../../policies/index.ts';
import { STRICTEST_FIRST } from '../../policies/strictest.ts';
import type { Json } from '../../schema/json.ts';
import type { Path } from '../../schema/problem.ts';
import type { FindOrigin, Origin } from './plan-agents.ts';

export interface PlannedPolicy {
  readonly guard: Guard;
  readonly name: string;
  readonly over: string;
  /** `deny before step, turn, tool`. */
  readonly decides: readonly string[];
  /** Those that are not what the policy has by itself, `with max_usd: 5`, and where that is said. */
  readonly inputs: readonly { readonly text: string; readonly origin?: Origin }[];
  /** Where it is put over something. */
  readonly origin?: Origin;
}

export function planPolicies({ guards }: Workflow, find: FindOrigin): readonly PlannedPolicy[] {
  return guards.map((guard) => {
    const { policy, path } = guard;
    const at = (...below: Path) => {
      const origin = path && find([...path, ...below]);
      return origin === undefined ? {} : { origin };
    };
    const inputs = givenTo(policy).map(([name, value]) => ({
      text: `with ${name}: ${JSON.stringify(value)}`,
      ...at('with', name),
    }));
    return { guard, name: policy.name, over: tellOver(guard), decides: decidesOf(policy), inputs, ...at('uses') };
  });
}

function givenTo({ spec: { inputs = {}, with: given = {} } }: Policy): readonly (readonly [string, Json])[] {
  return Object.entries(given).filter(
    ([name, value]) =>
      JSON.stringify(value) !== JSON.stringify((inputs[name] as { default?: Json } | undefined)?.default),
  );
}

function tellOver({ level, agent, step, flow }: Guard): string {
  switch (level) {
    case 'agent':
      return `agent ${agent}`;
    case 'step':
      return `step ${step?.replaceAll('/', '.')}`;
    case 'workflow':
      return flow === '' ? 'workflow' : `workflow of ${flow.replace(/\/$/, '').replaceAll('/', '.')}`;
    default:
      return level;
  }
}

/** Rules that decide the same before the same are one here. */
function decidesOf({ spec }: Policy): readonly string[] {
  return STRICTEST_FIRST.flatMap((decision) => {
    const points = spec.rules.filter(({ decide }) => decide === decision).map(({ before }) => [before].flat());
    const all = [...new Set(points.flat())];
    return all.length === 0 ? [] : [`${decision} before ${all.join(', ')}`];
  });
}

/** Policies with a rule on commands and none before a merge: what a program does inside, they do not see. */
export const unseenInside = ({ guards }: Workflow): readonly string[] =>
  guards
    .filter(({ policy }) => readsCommands(policy) && !policy.points.has('merge') && !policy.points.has('egress'))
    .map(({ policy }) => policy.name);

const readsCommands = ({ ready }: Policy): boolean =>
  (ready.before.tool ?? []).some(({ reads }) => reads.some(([root, name]) => root === 'tool' && name === 'commands'));

/** Said once, of all of them. */
export function noteUnseen(workflow: Workflow): readonly string[] {
  const names = [...new Set(unseenInside(workflow))];
  if (names.length === 0) return [];
  const [they, stand] = names.length === 1 ? ['it has', 'looks'] : ['they have', 'look'];
  return [`${names.join(', ')} ${stand} at commands, not at what a program does inside: ${they} no rule before merge`];
}

/** For machines. */
export function describePolicy({ guard, name, over, origin }: PlannedPolicy): object {
  const { id, level, policy } = guard;
  return {
    id,
    name,
    level,
    over,
    rules: policy.spec.rules.map(({ id: rule, before, decide }) => ({ id: rule, before: [before].flat(), decide })),
    with: policy.spec.with ?? {},
    ...(origin && { origin }),
  };
}

/** Cases under real policies: over the project, workflows, agents and steps, and put over the run while it runs. */
import fc from 'fast-check';
import type { Elsewhere } from '../../engine/events.ts';
import type { Fact } from '../../engine/facts.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { PolicySpec } from '../../schema/policy.ts';
import type { Flow, Spec } from '../../schema/spec.ts';
import type { StepSpec } from '../../schema/steps/index.ts';
import type { Case } from './cases.ts';
import { policies } from './policies.ts';
import { scripts, type WorldMenu } from './script.ts';
import { type Menu, type Shape, shapes } from './shapes.ts';
import { specOf } from './specs.ts';
import { agentNames, pickOf } from './stock.ts';
import { startMs } from './world.ts';

export interface Guarded {
  /** The same ask gets the same answer. */
  readonly steady: boolean;
  /** What other runs spent, where it was looked up before the first step. */
  readonly elsewhere?: Elsewhere;
  /** Policies that come on the way, and look-ups. */
  readonly facts: readonly Fact[];
}

/** Where one policy stands. */
export interface Placed {
  readonly level: 'project' | 'workflow' | 'flow' | 'agent' | 'step';
  readonly pick: number;
  readonly policy: PolicySpec;
}

export const placed = (isSteady: boolean): fc.Arbitrary<Placed> =>
  fc.record({
    level: fc.constantFrom<Placed['level']>('project', 'workflow', 'workflow', 'flow', 'agent', 'step'),
    pick: fc.nat(99),
    policy: policies({ steady: isSteady }),
  });

function casesOf(menu: Menu & WorldMenu, isSteady: boolean): fc.Arbitrary<Case> {
  const over = fc.array(placed(isSteady), { minLength: 1, maxLength: 3, size: 'max' });
  const made = shapes(menu).map((all) => specOf(isSteady ? all.map(untimed) : all, menu));
  return fc.record({
    spec: fc.tuple(made, over).map(([spec, all]) => all.reduce(place, { ...spec, roles })),
    script: scripts(menu).map((script) => ({ ...script, rules: ['allow' as const] })),
    unavailable: fc.constantFrom([], [], ['cyd'], ['ada', 'cyd']),
    guarded: isSteady
      ? fc.constant({ steady: true, facts: [] })
      : fc.record({ steady: fc.constant(false), elsewhere, facts: fc.array(late, { maxLength: 3 }).map(named) }),
  });
}

const roles = { lead: ['tia'], ops: ['uma', 'sam'] };

const elsewhere = fc.constantFrom<(Elsewhere | undefined)[]>(
  undefined,
  { day: Math.floor(startMs / 86_400_000), userMicroUsd: 0, projectMicroUsd: 0 },
  { day: Math.floor(startMs / 86_400_000), userMicroUsd: 2_000_000, projectMicroUsd: 2_000_000 },
) as fc.Arbitrary<Elsewhere>;

const late = fc.record({
  atMs: fc.integer({ min: 1, max: 1500 }),
  policy: fc.option(policies({ steady: false })),
  elsewhere,
});

function named(all: readonly { atMs: number; policy: PolicySpec | null; elsewhere: Elsewhere | undefined }[]): Fact[] {
  return all.flatMap(({ atMs, policy, elsewhere }, nth): Fact[] => {
    const at = startMs + atMs;
    if (policy) {
      return [
        { type: 'policy.added', id: `added ${nth}`, at, by: 'tia', policy: { ...policy } as unknown as JsonObject },
      ];
    }
    return elsewhere ? [{ type: 'spending.observed', id: `observed ${nth}`, at, elsewhere }] : [];
  });
}

const untimed = (shape: Shape): Shape => ({
  ...shape,
  timeout: undefined,
  body: shape.body.map(untimed),
  handler: shape.handler.map(untimed),
});

/** The spec with one policy more; where there is no such place, over the workflow. */
export function place(spec: Spec, { level, pick, policy }: Placed): Spec {
  const copy = structuredClone(spec);
  const flows = Object.values(copy.workflows ?? {});
  const steps = [copy, ...flows].flatMap(({ workflow }) => allSteps(workflow.steps));
  const holder = holderOf(copy, level, pick, flows, steps);
  const before = holder.policies ?? [];
  holder.policies = [...before, { ...policy, name: `p${before.length + 1}` }];
  return copy;
}

interface Holder {
  policies?: PolicySpec[];
}

function holderOf(spec: Spec, level: Placed['level'], pick: number, flows: readonly Flow[], steps: StepSpec[]): Holder {
  switch (level) {
    case 'project':
      return spec;
    case 'agent':
      return spec.agents[pickOf(agentNames, pick)] as Holder;
    case 'step':
      return pickOf(steps, pick) as Holder;
    case 'flow':
      return (flows.length > 0 ? pickOf(flows, pick) : spec).workflow as Holder;
    default:
      return spec.workflow as Holder;
  }
}

export function allSteps(steps: readonly StepSpec[]): StepSpec[] {
  return steps.flatMap((step) => [
    step,
    ...('steps' in step ? allSteps(step.steps) : []),
    ...(Array.isArray(step.on_error) ? allSteps(step.on_error) : []),
  ]);
}

/** Everything, and whatever policies can say of it. */
export const guarded = casesOf(
  { timed: true, wide: true, asks: true, losses: true, mail: true, depth: 2, lands: true },
  false,
);
/** Neither what policies say nor what people answer depends on when they are asked, and nothing runs out of time. */
export const steady = casesOf(
  { timed: false, wide: true, asks: false, losses: false, mail: false, depth: 2, lands: true },
  true,
);

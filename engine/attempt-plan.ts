/** What a performer is told of an attempt: the evaluated plan, and what stands in the pinned spec anyway. */
import type { AgentStep, RunStep } from '../schema/steps/index.ts';
import type { Step, Workflow } from './compile/workflow.ts';
import type { AttemptPlan } from './effects.ts';
import type { Frame, StepState } from './state.ts';

export function attemptPlan(workflow: Workflow, frame: Frame, step: Step, own: StepState): AttemptPlan {
  const plan = (own.plan ?? {}) as Record<string, never>;
  const { env, secrets } = plan as { env?: Record<string, string>; secrets?: Record<string, string> };
  const around = {
    workspace: workspaceOf(frame, step, own),
    ...(env && { env }),
    ...(secrets && { secrets }),
  };
  const asks = plan.asks ? ({ asks: true } as const) : {};
  switch (step.kind) {
    case 'run':
      return { kind: 'run', run: plan.run ?? (step.spec as RunStep).run, ...asks, ...around };
    case 'review':
      return {
        kind: 'review',
        agent: plan.agent!,
        vendor: workflow.vendors[plan.agent!] ?? '',
        prompt: plan.prompt!,
        writer: plan.writer!,
        round: plan.round!,
        ...asks,
        ...around,
      };
    case 'head':
    case 'judge': {
      const session = own.session ?? plan.session;
      return {
        kind: 'answer',
        part: step.kind,
        agent: plan.agent!,
        prompt: plan.prompt!,
        round: plan.round!,
        ...(session !== undefined && { session }),
        ...asks,
        ...around,
      };
    }
    case 'merge':
      return { kind: 'merge', into: plan.into!, branches: plan.branches!, ...asks, ...around };
    default: {
      const { output } = step.spec as AgentStep;
      return {
        kind: 'agent',
        agent: plan.agent!,
        prompt: plan.prompt!,
        title: plan.title!,
        round: plan.round!,
        ...(own.rework && own.tried === 1 && own.lost === 0 && { clean: true }),
        ...(own.session !== undefined
          ? { session: own.session }
          : plan.session !== undefined && { session: plan.session }),
        ...(output && { output }),
        ...asks,
        ...around,
      };
    }
  }
}

/** Its own worktree, or that of the step under review, or its frame's. */
function workspaceOf(frame: Frame, step: Step, own: StepState) {
  const reviewed = step.kind === 'review' ? frame.steps[(step.spec as { review: string }).review] : undefined;
  return own.workspace ?? reviewed?.workspace ?? frame.workspace;
}

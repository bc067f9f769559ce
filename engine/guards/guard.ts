/** A policy where it stands: over the project, the workflow, an agent or a step, or put over a run that runs. */
import type { Policy } from '../../policies/index.ts';
import type { Path } from '../../schema/problem.ts';

/** From the widest to the narrowest. All that apply are asked; a narrower one can only tighten. */
export type Level = 'project' | 'workflow' | 'agent' | 'step' | 'live';

export interface Guard {
  /** Unique in a run, and what people see: `budget`, `project/budget`, `agent:claude/own-docs-only`, `step:build/write/path-scope`. */
  readonly id: string;
  readonly level: Level;
  readonly policy: Policy;
  /** The names of the agents that it is over begin with it: '' but in a workflow that is used. */
  readonly flow: string;
  /** Of an agent: its name in the run. */
  readonly agent?: string;
  /** Of a step: its key. It is over everything below that step as well. */
  readonly step?: string;
  /** Where the spec has it; absent where it is over a live run. */
  readonly path?: Path;
}

/** Whether it is over what `agent` does in the step of this key. */
export function isOver(
  guard: Guard,
  { key, flow }: { readonly key: string; readonly flow: string },
  agent: string | undefined,
): boolean {
  if (guard.agent !== undefined) return guard.agent === agent;
  if (guard.step !== undefined) return key === guard.step || belowStep(key, guard.step);
  return flow.startsWith(guard.flow);
}

/** A handler belongs to the step whose failure it handles. */
const belowStep = (key: string, step: string): boolean =>
  key.startsWith(`${step}/`) || key === `${step}__catch` || key.startsWith(`${step}__catch/`);

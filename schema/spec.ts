/** The checked and resolved whole: plain JSON, what a run pins in its journal and what is compiled. */
import type { AgentSpec } from './agent.ts';
import type { PolicySpec } from './policy.ts';
import type { WorkflowSpec } from './workflow.ts';

/** One workflow. Overrides and files are resolved away; `agents` holds every agent under its name in the workflow. */
export interface Flow {
  workflow: Omit<WorkflowSpec, 'agents'>;
  agents: Record<string, AgentSpec>;
}

/** The workflow of a run, and those that its steps use: `uses` of a step is a key of `workflows`. */
export interface Spec extends Flow {
  workflows?: Record<string, Flow>;
  /** Those of the project, over every run. */
  policies?: PolicySpec[];
  /** The people of each role. */
  roles?: Record<string, string[]>;
}

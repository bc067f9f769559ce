/** The checked and resolved whole: plain JSON, what a run pins in its journal and what is compiled. */
import type { AgentSpec } from './agent.ts';
import type { WorkflowSpec } from './workflow.ts';

/** `uses`, overrides and files are resolved away; `agents` holds every agent under its name in the workflow. */
export interface Spec {
  workflow: Omit<WorkflowSpec, 'agents'>;
  agents: Record<string, AgentSpec>;
}

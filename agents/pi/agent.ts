/** What this adapter reads of an Agent document. */
import type { AgentSpec } from '../../schema/agent.ts';

export type PiAgent = AgentSpec & {
  readonly base_url?: string;
  readonly repository_settings?: boolean;
};

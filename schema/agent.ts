export interface AgentSpec {
  name: string;
  harness: string;
  model?: string;
  vendor?: string;
  instructions?: string;
}

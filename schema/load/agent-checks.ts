/** Checks agents once they are resolved, and tells what is wrong where it is said: in whichever of their documents. */
import { checkAgent } from '../check/agent.ts';
import type { JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Inlining } from './inline.ts';
import { tellAt } from './tell.ts';

/** `at`: where the agents stand in the spec. */
export function checkAgents(agents: Readonly<Record<string, JsonObject>>, at: Path, loading: Inlining): void {
  for (const [name, agent] of Object.entries(agents)) {
    for (const finding of checkAgent(agent)) tellAt(loading, { ...finding, path: [...at, name, ...finding.path] });
  }
}

/** Checks agents once they are resolved, and tells what is wrong where it is said: in whichever of their documents. */
import { checkAgent } from '../check/agent.ts';
import type { JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import type { Origins } from './origins.ts';
import type { Report } from './report.ts';

/** `at`: where the agents stand in the spec. */
export function checkAgents(
  agents: Readonly<Record<string, JsonObject>>,
  at: Path,
  origins: Origins,
  report: Report,
): void {
  for (const [name, agent] of Object.entries(agents)) {
    for (const finding of checkAgent(agent)) {
      const origin = origins.get([...at, name, ...finding.path]);
      if (origin !== undefined && 'document' in origin)
        report.finding(origin.document, { ...finding, path: origin.path });
    }
  }
}

/** Agents that are tools of another: the names under `tools.agents` are those that the workflow gives its agents. */
import { isJsonObject, type Json } from '../json.ts';
import type { Path } from '../problem.ts';
import { helpFor } from '../suggest.ts';
import type { Origins } from './origins.ts';
import type { Report } from './report.ts';

/** Told where the name stands, which may be a file that several workflows use. */
export function reportUnknownSubAgents(
  agents: Readonly<Record<string, Readonly<Record<string, Json>>>>,
  /** Where the workflow stands in the spec. */
  at: Path,
  origins: Origins,
  report: Report,
): void {
  for (const [name, { tools }] of Object.entries(agents)) {
    const callable = isJsonObject(tools) && Array.isArray(tools.agents) ? (tools.agents as readonly Json[]) : [];
    for (const [index, called] of callable.entries()) {
      if (typeof called !== 'string' || Object.hasOwn(agents, called)) continue;
      const origin = origins.get([...at, 'agents', name, 'tools', 'agents', index]);
      if (origin === undefined || !('document' in origin)) continue;
      const help = helpFor(called, Object.keys(agents));
      report.finding(origin.document, {
        code: 'OMNI2011',
        path: origin.path,
        message: `There is no agent '${called}' in this workflow.`,
        ...(help === undefined ? {} : { help }),
      });
    }
  }
}

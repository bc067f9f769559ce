/** Whether each agent of a workflow can be run here, and what it would use: program, version, credential, endpoint. */
import { type Checked, checkCredential } from '../../agents/credentials/check.ts';
import type { Examination, FindCredential } from '../../agents/kit/adapter.ts';
import type { Workflow } from '../../engine/compile/workflow.ts';
import type { AgentSpec } from '../../schema/agent.ts';
import type { OpenHarnesses } from '../harnesses.ts';
import type { Check } from './checks.ts';

/** Keys are shown to their services, by a request that costs nothing; each key once for each service. */
export async function checkAgents(
  { agents }: Pick<Workflow, 'agents'>,
  { examined, unavailable }: OpenHarnesses,
  credentialOf: FindCredential,
): Promise<readonly Check[]> {
  const asked = new Map<string, Promise<Checked>>();
  const ask = (agent: AgentSpec): Promise<Checked> | undefined => {
    const credential = credentialOf(agent);
    if ('missing' in credential) return undefined;
    const about = JSON.stringify([credential, agent.base_url, agent.vendor, agent.model, agent.harness]);
    const answer = asked.get(about) ?? checkCredential(agent, credential);
    asked.set(about, answer);
    return answer;
  };
  return Promise.all(
    Object.entries(agents).map(async ([name, agent]): Promise<Check> => {
      const about = { group: 'agents', name: `${name} (${agent.harness})`, needed: true } as const;
      const found = examined.get(name);
      const missing = unavailable.get(name);
      const checked = missing === undefined ? await ask(agent) : undefined;
      const uses = found && describeUse(found, checked);
      const shown = { ...about, ...(uses && { found: uses }) };
      if (missing !== undefined) return { ...shown, state: 'missing', help: missing };
      return checked?.state === 'refused'
        ? { ...shown, state: 'broken', help: `${checked.message}: give it another` }
        : { ...shown, state: 'ok' };
    }),
  );
}

/** `claude 2.1.330 at /usr/bin/claude · key ANTHROPIC_API_KEY (accepted) · http://127.0.0.1:4000`. */
function describeUse({ program, credential, endpoint }: Examination, checked: Checked | undefined): string {
  const key = credential && `${credential}${checked?.state === 'accepted' ? ' (accepted)' : ''}`;
  return [program && `${program.version} at ${program.path}`, key, endpoint].filter(Boolean).join(' · ');
}

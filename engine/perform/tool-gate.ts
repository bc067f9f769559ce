/** What an agent may never do, whatever a policy says: known from its own document and its role, before anyone is asked. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { Tool } from '../events.ts';
import { whyNotPlain } from './plain.ts';

const reading: ReadonlySet<Tool['kind']> = new Set(['read', 'search']);

/** Why this call is out of the question; nothing when it may be asked for. */
export function refusalOf(tool: Tool, agent: AgentSpec, role: 'writer' | 'reviewer'): string | undefined {
  const odd = whyNotPlain(tool);
  if (odd !== undefined) return `A tool call that ${odd} cannot be judged.`;
  if (role === 'reviewer' && !reading.has(tool.kind)) return `A reviewer may only read and search, not ${tool.kind}.`;
  const isNamed = (list: readonly string[]): boolean => list.includes(tool.kind) || list.includes(tool.name);
  const { allow, deny } = agent.tools ?? {};
  if (deny && isNamed(deny)) return `The agent ${agent.name} is denied the tool ${tool.name}.`;
  if (allow && !isNamed(allow)) return `The agent ${agent.name} is not allowed the tool ${tool.name}.`;
  return undefined;
}

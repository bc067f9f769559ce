/** What an agent may never do, whatever a policy says: known from its own document and its role, before anyone is asked. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { Tool } from '../events.ts';
import type { Role } from '../ports/harness.ts';
import { whyNotPlain } from './plain.ts';

/** Whoever is not a writer changes nothing; what it may use, and who it is in words. */
const readers: Readonly<Record<Exclude<Role, 'writer'>, readonly [string, ReadonlySet<Tool['kind']>]>> = {
  reviewer: ['A reviewer may only read and search', new Set(['read', 'search'])],
  head: ['In a debate an agent may only read, search and fetch', new Set(['read', 'search', 'fetch'])],
  judge: ['The judge of a debate may only read and search', new Set(['read', 'search'])],
};

/** Why this call is out of the question; nothing when it may be asked for. */
export function refusalOf(tool: Tool, agent: AgentSpec, role: Role): string | undefined {
  const odd = whyNotPlain(tool);
  if (odd !== undefined) return `A tool call that ${odd} cannot be judged.`;
  if (role !== 'writer') {
    const [rule, kinds] = readers[role];
    if (!kinds.has(tool.kind)) return `${rule}, not ${tool.kind}.`;
  }
  const isNamed = (list: readonly string[]): boolean => list.includes(tool.kind) || list.includes(tool.name);
  const { allow, deny } = agent.tools ?? {};
  if (deny && isNamed(deny)) return `The agent ${agent.name} is denied the tool ${tool.name}.`;
  if (allow && !isNamed(allow)) return `The agent ${agent.name} is not allowed the tool ${tool.name}.`;
  return tool.kind === 'mcp' ? refusalOfServer(tool.name, agent) : undefined;
}

/** Of a server that its document names, only the tools that it names; other servers are the policies' matter. */
function refusalOfServer(name: string, { name: agent, mcp = {} }: AgentSpec): string | undefined {
  const dot = name.indexOf('.');
  const server = name.slice(0, Math.max(0, dot));
  const tools = Object.hasOwn(mcp, server) ? mcp[server]?.tools : undefined;
  if (tools === undefined || tools.includes(name.slice(dot + 1))) return undefined;
  return `The agent ${agent} is not allowed the tool ${name}.`;
}

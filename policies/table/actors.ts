/** Who acts in an event, by the agents of the table. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { PolicyTestEvent } from '../../schema/policy-test.ts';
import { vendorOf } from '../../schema/vendors.ts';
import type { Moment, Who } from '../words.ts';

export type Agents = Readonly<Record<string, AgentSpec>>;
export type Actor = Pick<Moment, 'agent' | 'session'> & { readonly step: NonNullable<Moment['step']> };

/** The agent that is named, else the first of the table; `agent: none` is a command of the workflow itself. */
export function actorOf(event: PolicyTestEvent, agents: Agents): Actor {
  const agent = agentOf(event, agents);
  // Each agent has one session, if no other is named.
  const session = event.session ?? agent?.name;
  return {
    step: stepOf(event, agents),
    ...(agent && { agent }),
    ...(session !== undefined && { session: { id: session } }),
  };
}

function agentOf({ agent: named, sandboxed = false }: PolicyTestEvent, agents: Agents): Moment['agent'] {
  const name = named ?? Object.keys(agents)[0] ?? 'none';
  const spec = specOf(name, agents);
  if (spec === undefined) return undefined;
  return { name, vendor: vendorOf(spec) ?? '', harness: spec.harness, model: spec.model ?? '', sandboxed };
}

function stepOf({ step = 'work' }: PolicyTestEvent, agents: Agents): NonNullable<Moment['step']> {
  if (typeof step === 'string') return { id: step, kind: 'agent' };
  const { id, kind = 'agent', writer, reviewer } = step;
  return {
    id,
    kind,
    ...(writer !== undefined && { writer: whoIs(writer, agents) }),
    ...(reviewer !== undefined && { reviewer: whoIs(reviewer, agents) }),
  };
}

/** An agent of the table, or somebody of whom only the name is known. */
export function whoIs(name: string, agents: Agents): Who {
  const spec = specOf(name, agents);
  return { name, vendor: (spec && vendorOf(spec)) ?? '' };
}

const specOf = (name: string, agents: Agents): AgentSpec | undefined =>
  Object.hasOwn(agents, name) ? agents[name] : undefined;

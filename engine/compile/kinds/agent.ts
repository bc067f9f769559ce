/** `agent`: the agent may be an expression, as long as every value that it can have is known. */
import type { AgentStep } from '../../../schema/steps/index.ts';
import { nameInRun } from '../flow.ts';
import { leafFields, string } from '../scope.ts';
import { type Compiled, checkAgents, type Site, siblingOf } from './site.ts';

export function compileAgent(site: Site<AgentStep>): Compiled {
  const { context, spec, path, place, scope } = site;
  const { checker } = context;
  const agent = checker.template(spec.agent, [...path, 'agent'], scope, place.unsure, string);
  const prompt = checker.template(spec.prompt, [...path, 'prompt'], scope, place.unsure);
  const agents = agent.checked?.closed ?? [];
  if (agent.checked && !agent.checked.closed) {
    checker.add('OMNI2012', [...path, 'agent'], 'Which agents this can name is not known before the run.', {
      help: 'Close the set: give the property an `enum` of agent names in the schema that it comes from.',
    });
  }
  checkAgents(site, agents, [...path, 'agent']);
  checkSession(site, agents);
  return {
    exprs: { agent: agent.expr, prompt: prompt.expr },
    agents,
    fields: leafFields.agent(spec.output),
    sessions: 1,
    parallel: 1,
  };
}

/** Of an earlier agent step, by an agent that may be the same; its own id means the round before. */
function checkSession(site: Site<AgentStep>, agents: readonly string[]): void {
  const { context, spec, path, place, id } = site;
  const { session } = spec;
  const refuse = (message: string): void => context.checker.add('OMNI3007', [...path, 'session'], message);
  if (session === undefined) return;
  if (session === id) {
    if (!place.inRound) refuse(`Step '${id}' is in no round of a loop, so it has no session of the round before.`);
    return;
  }
  const continued = siblingOf(site, session, 'session');
  if (!continued) return;
  if (continued.kind !== 'agent') refuse(`Step '${session}' is no agent step, so it has no session.`);
  else if (
    agents.length > 0 &&
    continued.agents.length > 0 &&
    !agents.some((name) => continued.agents.includes(nameInRun(context, name)))
  ) {
    refuse(`Step '${session}' is run by ${continued.agents.join(', ')}, so ${agents.join(', ')} cannot continue it.`);
  }
}

/** `agent`: the agent may be an expression, as long as every value that it can have is known. */
import type { AgentStep } from '../../../schema/steps/index.ts';
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
  if (spec.session !== undefined && spec.session !== site.id) {
    const continued = siblingOf(site, spec.session, 'session');
    if (continued && continued.kind !== 'agent') {
      checker.add('OMNI3007', [...path, 'session'], `Step '${spec.session}' is no agent step, so it has no session.`);
    }
  }
  return {
    exprs: { agent: agent.expr, prompt: prompt.expr },
    agents,
    fields: leafFields.agent(spec.output),
    sessions: 1,
    parallel: 1,
  };
}

/** An agent's turn: its first prompt, or the findings that a reviewer sent back. */
import type { AgentStep } from '../../../schema/steps/index.ts';
import type { ErrorValue } from '../../events.ts';
import { viewOf } from '../../values.ts';
import { failedWith, type Site } from '../context.ts';
import { describeFindings } from './findings.ts';
import { type Planned, renderText } from './planned.ts';

const maxTitle = 72;

export function planAgent(site: Site): Planned {
  const { own, step, state } = site;
  const agent = renderText(site, 'agent');
  if ('fault' in agent) return agent;
  const name = `${step.flow}${agent.text}`;
  if (!step.agents.includes(name)) {
    return { fails: failedWith('failed', `'${agent.text}' is not one of the agents that this step may name`) };
  }
  if (state.unavailable.includes(name)) return { fails: unavailable(name) };
  const prompt = renderText(site, 'prompt');
  if ('fault' in prompt) return prompt;
  const session = own.session ?? continued(site, name);
  return {
    plan: {
      agent: name,
      prompt: own.rework ? reworkPrompt(own.rework.findings, session === undefined ? prompt.text : '') : prompt.text,
      title: titleOf(prompt.text, step.id),
      round: own.rework?.round ?? 1,
      ...(session !== undefined && { session }),
    },
  };
}

export const unavailable = (name: string): ErrorValue =>
  failedWith('agent_unavailable', `Agent '${name}' is not available on this machine`);

/** The session knows what it was asked; where there is none to continue, the findings alone would say too little. */
function reworkPrompt(findings: readonly unknown[], asked: string): string {
  const sentBack = describeFindings(findings);
  return asked === '' ? sentBack : `${asked}\n\n${sentBack}`;
}

/** `session: ID` goes on with an earlier step's session; its own id means the round before. */
function continued({ step, frame }: Site, agent: string): string | undefined {
  const { session } = step.spec as AgentStep;
  if (session === undefined) return undefined;
  const view = session === step.id ? frame.last?.[session] : viewOf(frame.steps[session]);
  return typeof view?.session === 'string' && `${step.flow}${view.agent}` === agent ? view.session : undefined;
}

function titleOf(prompt: string, id: string): string {
  const line = prompt.trim().split('\n', 1)[0]?.trim() ?? '';
  if (line === '') return id;
  // Half of a character is none.
  return line.length > maxTitle ? `${line.slice(0, maxTitle - 1).replace(/[\ud800-\udbff]$/, '')}…` : line;
}

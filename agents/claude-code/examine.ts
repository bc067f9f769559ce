/** What an agent of Claude Code would use on this machine, found out by looking. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { AdapterOptions, Examination } from '../kit/adapter.ts';
import { examineProgram } from '../kit/examine.ts';
import { claudeCode } from './capabilities.ts';

export const examineClaudeCode = (agent: AgentSpec, options: AdapterOptions): Promise<Examination> =>
  examineProgram(claudeCode, agent, options, {
    why: (version) =>
      `Claude Code ${version} is too old: before ${claudeCode.oldest} its hooks let a tool run when they fail.`,
    noCredential: 'Set ANTHROPIC_API_KEY, or log in by starting claude once and say auth: login.',
  });

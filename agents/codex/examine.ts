/** What an agent of Codex would use on this machine, found out by looking. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { AdapterOptions, Examination } from '../kit/adapter.ts';
import { examineProgram } from '../kit/examine.ts';
import { codex } from './capabilities.ts';

export const examineCodex = (agent: AgentSpec, options: AdapterOptions): Promise<Examination> =>
  examineProgram(codex, agent, options, {
    why: (version) => `Codex ${version} is too old: before ${codex.oldest} it may not ask about every command.`,
    noCredential: 'Set OPENAI_API_KEY, or log in with codex login and say auth: login.',
  });

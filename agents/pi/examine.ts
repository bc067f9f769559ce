/** What an agent of Pi would use on this machine, found out by looking. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { AdapterOptions, Examination } from '../kit/adapter.ts';
import { examineProgram } from '../kit/examine.ts';
import { pi } from './capabilities.ts';
import { choose } from './providers.ts';

export const examinePi = (agent: AgentSpec, options: AdapterOptions): Promise<Examination> =>
  examineProgram(pi, agent, options, {
    why: (version) => `Pi ${version} is too old: at least ${pi.oldest} is needed for our gate in it.`,
    noCredential: "Set the key of the model's vendor, or log in by starting pi once (/login) and say auth: login.",
    problemOf(credential) {
      try {
        choose(agent, credential);
        return undefined;
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return { message, help: 'Name the model as PROVIDER/MODEL, or say its vendor.' };
      }
    },
  });

/** Where the key of an agent usually is: by its harness, and where that speaks to many services by the service. */
import type { AgentSpec } from '../../schema/agent.ts';
import { vendorOf } from '../../schema/vendors.ts';

interface Usual {
  /** Variables that hold a key, the first one that is set wins. */
  readonly variables: readonly string[];
  /** The credential file of the program's own login: below the folder that a variable names, else below the home. */
  readonly login?: { readonly folder?: string; readonly file: string; readonly command: string };
}

const anthropic = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'];
const google = ['GEMINI_API_KEY', 'GOOGLE_API_KEY', 'GOOGLE_GENERATIVE_AI_API_KEY'];

/** Of services that a model's name may begin with (`openrouter/…`), or that make it. */
const services: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['ANTHROPIC_API_KEY'],
  openai: ['OPENAI_API_KEY'],
  google,
  openrouter: ['OPENROUTER_API_KEY'],
  xai: ['XAI_API_KEY'],
  mistral: ['MISTRAL_API_KEY'],
  deepseek: ['DEEPSEEK_API_KEY'],
  groq: ['GROQ_API_KEY'],
  moonshot: ['MOONSHOT_API_KEY'],
  zhipu: ['ZAI_API_KEY'],
  alibaba: ['DASHSCOPE_API_KEY'],
  minimax: ['MINIMAX_API_KEY'],
};

/** The service that an agent's model is asked at: the prefix of its name where that is one, else its vendor. */
export function serviceOf(agent: AgentSpec): string | undefined {
  const prefix = agent.model?.includes('/') ? agent.model.slice(0, agent.model.indexOf('/')).toLowerCase() : undefined;
  return prefix !== undefined && Object.hasOwn(services, prefix) ? prefix : vendorOf(agent);
}

export function usualOf(agent: AgentSpec): Usual {
  switch (agent.harness) {
    case 'claude-code':
      return {
        variables: anthropic,
        login: { folder: 'CLAUDE_CONFIG_DIR', file: '.claude/.credentials.json', command: 'claude, then /login' },
      };
    case 'codex':
      return {
        variables: ['CODEX_API_KEY', 'OPENAI_API_KEY'],
        login: { folder: 'CODEX_HOME', file: '.codex/auth.json', command: 'codex login' },
      };
    case 'gemini':
      return { variables: google, login: { file: '.gemini/oauth_creds.json', command: 'gemini' } };
    case 'pi':
      return {
        variables: ofService(agent),
        login: { folder: 'PI_CODING_AGENT_DIR', file: '.pi/agent/auth.json', command: 'pi, then /login' },
      };
    case 'opencode':
      return {
        variables: ofService(agent),
        login: { file: '.local/share/opencode/auth.json', command: 'opencode auth login' },
      };
    case 'copilot':
      return {
        variables:
          agent.base_url === undefined
            ? ['COPILOT_GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN']
            : ['COPILOT_PROVIDER_API_KEY'],
        login: { file: '.copilot/config.json', command: 'copilot, then /login' },
      };
    case 'model':
      return { variables: ofService(agent) };
    default:
      return { variables: [] };
  }
}

/** An agent whose service nobody knows has no usual variable: its document has to say one. */
function ofService(agent: AgentSpec): readonly string[] {
  const service = serviceOf(agent);
  return (service !== undefined && Object.hasOwn(services, service) && services[service]) || [];
}

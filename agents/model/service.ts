/**
 * Where an agent's model is asked, and in which protocol. What its name begins with says the service (`openai/…`,
 * `openrouter/…`), else the family of the model does. At a `base_url` stands a gateway: it speaks Anthropic's protocol or
 * Google's where that service is meant, and Chat Completions everywhere else.
 */
import type { AgentSpec } from '../../schema/agent.ts';
import { serviceOf } from '../credentials/usual.ts';
import type { Examination } from '../kit/adapter.ts';

/** Anthropic Messages, OpenAI Responses, OpenAI Chat Completions, Gemini. */
export type Wire = 'anthropic' | 'responses' | 'chat' | 'gemini';

export interface Service {
  readonly wire: Wire;
  /** With the version of the protocol in it, without a slash at its end. */
  readonly url: string;
  /** As this service calls it. */
  readonly model: string;
}

export type Services = Readonly<Record<string, Pick<Service, 'wire' | 'url'>>>;

/** The services' own. */
export const services: Services = {
  anthropic: { wire: 'anthropic', url: 'https://api.anthropic.com/v1' },
  openai: { wire: 'responses', url: 'https://api.openai.com/v1' },
  google: { wire: 'gemini', url: 'https://generativelanguage.googleapis.com/v1beta' },
  openrouter: { wire: 'chat', url: 'https://openrouter.ai/api/v1' },
  xai: { wire: 'chat', url: 'https://api.x.ai/v1' },
  mistral: { wire: 'chat', url: 'https://api.mistral.ai/v1' },
  deepseek: { wire: 'chat', url: 'https://api.deepseek.com/v1' },
  groq: { wire: 'chat', url: 'https://api.groq.com/openai/v1' },
  moonshot: { wire: 'chat', url: 'https://api.moonshot.ai/v1' },
  zhipu: { wire: 'chat', url: 'https://api.z.ai/api/paas/v4' },
  alibaba: { wire: 'chat', url: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1' },
  minimax: { wire: 'chat', url: 'https://api.minimax.io/v1' },
};

type Problem = NonNullable<Examination['problem']>;

/** @param all where the services are. */
export function findService(agent: AgentSpec, all: Services = services): Service | { readonly problem: Problem } {
  const { model: name, base_url: base } = agent;
  if (name === undefined) {
    return refuse(`The agent ${agent.name} names no model.`, 'Say `model:`, such as `claude-sonnet-4-5`.');
  }
  const service = serviceOf(agent);
  const slash = name.indexOf('/');
  const model = slash > 0 && name.slice(0, slash).toLowerCase() === service ? name.slice(slash + 1) : name;
  if (base !== undefined) return atGateway(base, service, model);
  const known = service !== undefined && Object.hasOwn(all, service) ? all[service] : undefined;
  if (known) return { ...known, model };
  return refuse(
    `Nobody knows where the model ${name} is asked.`,
    'Say `base_url:`, or begin its name with the service, such as `openrouter/`.',
  );
}

function atGateway(base: string, service: string | undefined, model: string): Service | { readonly problem: Problem } {
  if (!/^https?:\/\//i.test(base) || !URL.canParse(base)) {
    return refuse(`The base_url ${base} is no http(s) URL.`, 'Write it as `https://host/path`.');
  }
  const url = base.replace(/\/+$/, '');
  if (service === 'anthropic') return { wire: 'anthropic', url: withVersion(url, 'v1'), model };
  if (service === 'google') return { wire: 'gemini', url: withVersion(url, 'v1beta'), model };
  return { wire: 'chat', url, model };
}

/** People write the URL with the version and without. */
const withVersion = (url: string, version: string): string => (/\/v\d\w*$/.test(url) ? url : `${url}/${version}`);

const refuse = (message: string, help: string): { readonly problem: Problem } => ({ problem: { message, help } });

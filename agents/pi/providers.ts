/** Which of Pi's providers an agent's model is asked at, and the variable in which Pi looks for its key. */
import type { AgentSpec } from '../../schema/agent.ts';
import { serviceOf } from '../credentials/usual.ts';
import type { Credential } from '../kit/adapter.ts';
import { HarnessFailure } from '../kit/failure.ts';

interface Provider {
  /** As Pi calls it. */
  readonly name: string;
  readonly variable: string;
  /** What a base URL of it ends with, where Pi does not add that itself. */
  readonly version?: string;
}

/** By the service, and by what the name of a model may begin with (`openrouter/…`). */
const providers: Readonly<Record<string, Provider>> = {
  anthropic: { name: 'anthropic', variable: 'ANTHROPIC_API_KEY' },
  openai: { name: 'openai', variable: 'OPENAI_API_KEY' },
  google: { name: 'google', variable: 'GEMINI_API_KEY', version: '/v1beta' },
  openrouter: { name: 'openrouter', variable: 'OPENROUTER_API_KEY' },
  xai: { name: 'xai', variable: 'XAI_API_KEY' },
  mistral: { name: 'mistral', variable: 'MISTRAL_API_KEY' },
  deepseek: { name: 'deepseek', variable: 'DEEPSEEK_API_KEY' },
  groq: { name: 'groq', variable: 'GROQ_API_KEY' },
  moonshot: { name: 'moonshotai', variable: 'MOONSHOT_API_KEY' },
  zhipu: { name: 'zai', variable: 'ZAI_API_KEY' },
  minimax: { name: 'minimax', variable: 'MINIMAX_API_KEY' },
  cerebras: { name: 'cerebras', variable: 'CEREBRAS_API_KEY' },
  fireworks: { name: 'fireworks', variable: 'FIREWORKS_API_KEY' },
  together: { name: 'together', variable: 'TOGETHER_API_KEY' },
  huggingface: { name: 'huggingface', variable: 'HF_TOKEN' },
};

/** One of our own, told to Pi in a file: a service at a URL that nobody knows, in the words that most of them speak. */
const gateway: Provider = { name: 'gateway', variable: 'OMNI_PI_KEY' };

/** Whatever lets Pi in: kept from the commands that it starts. */
export const secretVariables: readonly string[] = [
  'ANTHROPIC_OAUTH_TOKEN',
  ...[...Object.values(providers), gateway].map(({ variable }) => variable),
];

/** What Pi is told of the model. */
export interface Choice {
  /** Absent: a login of Pi's own decides. */
  readonly provider?: string;
  readonly model?: string;
  readonly variable?: string;
  /** `models.json` of its settings: where its providers are, where that is not the usual place. */
  readonly models?: object;
}

/** Throws where it cannot be said which service is meant. */
export function choose(agent: AgentSpec, credential: Credential): Choice {
  const { model, base_url: url } = agent;
  const [prefix, rest] = splitModel(model);
  const isPrefix = prefix !== undefined && Object.hasOwn(providers, prefix);
  const service = isPrefix ? prefix : serviceOf(agent);
  const known = service !== undefined && Object.hasOwn(providers, service) ? providers[service] : undefined;
  // A login may be one at a service that is none of these, which the model then begins with.
  const isOfLogin = credential.type === 'login' && (known === undefined || (prefix !== undefined && !isPrefix));
  if (isOfLogin && url === undefined) return model === undefined ? {} : { model };
  if (known === undefined) return atGateway(agent);
  const named = isPrefix ? rest : model;
  return {
    provider: known.name,
    variable: known.variable,
    ...(named !== undefined && { model: named }),
    ...(url !== undefined && { models: { providers: { [known.name]: { baseUrl: withVersion(url, known.version) } } } }),
  };
}

function atGateway({ model, base_url: url }: AgentSpec): Choice {
  if (url === undefined || model === undefined) {
    const what = model === undefined ? 'Without a model' : `With the model ${model}`;
    throw new HarnessFailure(
      `${what} Pi cannot be told which service to ask: begin the model with one (\`openrouter/…\`), or say vendor: anthropic, openai or google.`,
    );
  }
  const { name, variable } = gateway;
  // How a variable is named here is not the same in all versions; what a program prints is.
  const apiKey = `!printenv ${variable}`;
  const entry = { baseUrl: url, api: 'openai-completions', apiKey, models: [{ id: model }] };
  return { provider: name, model, variable, models: { providers: { [name]: entry } } };
}

function splitModel(model: string | undefined): readonly [string | undefined, string | undefined] {
  const slash = model?.indexOf('/') ?? -1;
  if (model === undefined || slash < 0) return [undefined, model];
  return [model.slice(0, slash).toLowerCase(), model.slice(slash + 1)];
}

/** People write a URL with the version and without. */
function withVersion(url: string, version: string | undefined): string {
  if (version === undefined || /\/v\d+[a-z]*\/*$/.test(url)) return url;
  return `${url.replace(/\/+$/, '')}${version}`;
}

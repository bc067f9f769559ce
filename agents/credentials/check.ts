/**
 * Whether a key is let in, found out by the one request that every service answers for nothing: the list of its models.
 * The key goes into a header, to the service that the agent would talk to, and nowhere else.
 */
import type { AgentSpec } from '../../schema/agent.ts';
import type { Credential } from '../kit/adapter.ts';
import { serviceOf } from './usual.ts';

export type Checked =
  | { readonly state: 'accepted' }
  | { readonly state: 'refused'; readonly message: string }
  /** The service does not say, or cannot be asked for nothing. */
  | { readonly state: 'unknown'; readonly message: string };

/** Where the services that keys are for are, and how they want them. */
const services: Readonly<Record<string, { readonly url: string; readonly header: (key: string) => [string, string] }>> =
  {
    anthropic: { url: 'https://api.anthropic.com/v1/models', header: (key) => ['x-api-key', key] },
    openai: { url: 'https://api.openai.com/v1/models', header: (key) => ['authorization', `Bearer ${key}`] },
    google: {
      url: 'https://generativelanguage.googleapis.com/v1beta/models',
      header: (key) => ['x-goog-api-key', key],
    },
  };

const longestMs = 5_000;

/** Never throws. */
export async function checkCredential(agent: AgentSpec, credential: Credential): Promise<Checked> {
  if (credential.type !== 'key') return { state: 'unknown', message: 'not checked' };
  const service = serviceOf(agent);
  const known = service !== undefined && Object.hasOwn(services, service) ? services[service] : undefined;
  if (known === undefined) return { state: 'unknown', message: 'not checked: its service is not known' };
  const url = agent.base_url === undefined ? known.url : modelsOf(agent.base_url, known.url);
  const [name, value] = known.header(credential.value);
  const headers = { [name]: value, ...(service === 'anthropic' && { 'anthropic-version': '2023-06-01' }) };
  try {
    // A redirect could take the key somewhere else.
    const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(longestMs) });
    await response.body?.cancel();
    return judge(response.status, new URL(url).host);
  } catch {
    return { state: 'unknown', message: `${new URL(url).host} does not answer` };
  }
}

function judge(status: number, host: string): Checked {
  if (status >= 200 && status < 300) return { state: 'accepted' };
  if (status === 401 || status === 403) return { state: 'refused', message: `${host} refuses the key (${status})` };
  return { state: 'unknown', message: `${host} does not say (${status})` };
}

/** A gateway's own list: people write its URL with the version and without. */
function modelsOf(base: string, usual: string): string {
  const [version] = /\/v1(beta)?(?=\/models$)/.exec(usual) ?? [''];
  const trimmed = base.replace(/\/+$/, '');
  return `${trimmed}${/\/v1(beta)?$/.test(trimmed) ? '' : version}/models`;
}

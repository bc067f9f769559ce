/** The settings of Codex in a session's home: where its model is, which tools it has, and what does not apply. */
import type { AgentSpec } from '../../schema/agent.ts';
import type { JsonObject } from '../../schema/json.ts';
import type { Credential } from '../kit/adapter.ts';
import { keyVariable } from './environment.ts';
import { mcpServers } from './mcp.ts';

export interface Surroundings {
  /** The folder that the session works in, absolute. */
  readonly root: string;
  readonly credential: Credential;
  /** Names of the variables that the agent was granted. */
  readonly granted: readonly string[];
}

export function configOf(agent: AgentSpec, { root, credential, granted }: Surroundings): JsonObject {
  const ofRepository = agent.repository_settings === true;
  return {
    ...(agent.model !== undefined && { model: agent.model }),
    ...providerOf(agent, credential),
    ...quiet,
    ...gated,
    ...(ofRepository ? {} : { project_doc_max_bytes: 0, skills: { include_instructions: false, bundled: none } }),
    projects: { [root]: { trust_level: ofRepository ? 'trusted' : 'untrusted' } },
    features: { ...features, hooks: ofRepository },
    mcp_servers: mcpServers(agent.mcp ?? {}, granted),
    // A login shell would put the machine's search path in the place of the granted one.
    allow_login_shell: false,
    shell_environment_policy: { inherit: 'all', ignore_default_excludes: true, exclude: ['CODEX_*'] },
  };
}

const none = { enabled: false };

/** No update, no report, no record outside of the session. */
const quiet = {
  check_for_update_on_startup: false,
  analytics: none,
  feedback: none,
  otel: { exporter: 'none' },
  history: { persistence: 'none' },
  cli_auth_credentials_store: 'file',
};

/** What would run without a question: by the service, or beside the one agent that is asked about. */
const gated = {
  web_search: 'disabled',
  agents: none,
  tools: { experimental_request_user_input: none },
};

const features = {
  // Into a process with a terminal Codex would write without a question; without one, stdin is closed from the start.
  unified_exec_tty: false,
  view_image: false,
  image_generation: false,
  goals: false,
  sleep_tool: false,
  apps: false,
  plugins: false,
  tool_suggest: false,
  memories: false,
  browser_use: false,
  computer_use: false,
  skill_mcp_dependency_install: false,
  // Nobody but omni answers a question.
  guardian_approval: false,
  tool_call_mcp_elicitation: true,
  write_stdin_approval: true,
  // It would be read into each command's shell.
  shell_snapshot: false,
  // A service that is gone is a failure in the end.
  unbounded_connection_retries: false,
};

/** Tries after the first; beyond that `retry` of the workflow decides. */
const mostRetries = 3;

/** A login goes to the service that it is of, as Codex knows it; a key or a gateway by an entry of ours. */
function providerOf({ base_url: url }: AgentSpec, { type }: Credential): JsonObject {
  if (type === 'login' && url === undefined) return { model_provider: 'openai' };
  const provider = {
    name: url === undefined ? 'OpenAI' : 'gateway',
    base_url: url ?? 'https://api.openai.com/v1',
    wire_api: 'responses',
    ...(type === 'key' && { env_key: keyVariable }),
    ...(type === 'login' && { requires_openai_auth: true }),
    request_max_retries: mostRetries,
    stream_max_retries: mostRetries,
    supports_websockets: false,
  };
  return { model_provider: 'omni', model_providers: { omni: provider } };
}

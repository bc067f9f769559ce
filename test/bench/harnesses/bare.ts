/**
 * How a person runs each harness's own program once, without `omni`: every tool allowed, what happens told as JSON, and
 * no requests but those to the model. A harness that is not in the table is measured alone, as one that runs within
 * `omni`.
 */
import type { AgentSpec } from '../../../schema/agent.ts';

export interface BareGiven {
  /** HOME, absolute. */
  readonly home: string;
  readonly url: string;
  readonly model: string;
  readonly key: string;
  readonly prompt: string;
}

export interface BareRun {
  readonly args: readonly string[];
  /** Beside PATH, HOME and TMPDIR. */
  readonly env: Readonly<Record<string, string>>;
  /** What stands in HOME before, by its path in it. */
  readonly files?: Readonly<Record<string, string>>;
}

type Bare = (given: BareGiven) => BareRun;

const claude: Bare = ({ url, model, key, prompt }) => ({
  args: ['-p', '--output-format', 'stream-json', '--verbose', '--allowedTools=Bash', `--model=${model}`, prompt],
  env: {
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: key,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
  },
});

const codexConfig = (url: string) => `model_provider = "fake"
check_for_update_on_startup = false
[model_providers.fake]
name = "fake"
base_url = ${JSON.stringify(url)}
wire_api = "responses"
env_key = "CODEX_API_KEY"
supports_websockets = false
[analytics]
enabled = false
[features]
apps = false
plugins = false
`;

const codex: Bare = ({ home, url, model, key, prompt }) => ({
  args: ['exec', '--json', '--skip-git-repo-check', '-s', 'danger-full-access', '-m', model, prompt],
  env: { CODEX_HOME: `${home}/.codex`, CODEX_API_KEY: key },
  files: { '.codex/config.toml': codexConfig(url) },
});

const pi: Bare = ({ home, url, model, key, prompt }) => ({
  args: ['--mode', 'json', '--provider', 'anthropic', '--model', model, '-p', prompt],
  env: {
    PI_CODING_AGENT_DIR: `${home}/agent`,
    PI_OFFLINE: '1',
    PI_TELEMETRY: '0',
    PI_SKIP_VERSION_CHECK: '1',
    ANTHROPIC_API_KEY: key,
  },
  files: { 'agent/models.json': JSON.stringify({ providers: { anthropic: { baseUrl: url } } }) },
});

const geminiSettings = {
  security: { auth: { selectedType: 'gemini-api-key' } },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
  ide: { enabled: false },
};

const gemini: Bare = ({ home, url, model, key, prompt }) => ({
  args: ['-m', model, '-o', 'stream-json', '--yolo', '-p', prompt],
  env: {
    GEMINI_CLI_HOME: home,
    GEMINI_API_KEY: key,
    GOOGLE_GEMINI_BASE_URL: url,
    GEMINI_CLI_TRUST_WORKSPACE: 'true',
    // As the adapter runs it: one process.
    GEMINI_CLI_NO_RELAUNCH: 'true',
    GEMINI_TELEMETRY_ENABLED: 'false',
    NO_BROWSER: 'true',
  },
  files: { '.gemini/settings.json': JSON.stringify(geminiSettings) },
});

const opencode: Bare = ({ home, url, model, key, prompt }) => ({
  args: ['run', '--format', 'json', '--auto', prompt],
  env: {
    XDG_CONFIG_HOME: `${home}/.config`,
    XDG_DATA_HOME: `${home}/.local/share`,
    XDG_CACHE_HOME: `${home}/.cache`,
    XDG_STATE_HOME: `${home}/.local/state`,
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
    OPENCODE_DISABLE_SHARE: '1',
  },
  files: { '.config/opencode/opencode.json': JSON.stringify(opencodeConfig(url, model, key)) },
});

const opencodeConfig = (url: string, model: string, key: string) => ({
  autoupdate: false,
  share: 'disabled',
  model: `fake/${model}`,
  small_model: `fake/${model}`,
  enabled_providers: ['fake'],
  provider: {
    fake: {
      npm: '@ai-sdk/openai-compatible',
      name: 'Fake',
      options: { baseURL: url, apiKey: key },
      models: { [model]: {} },
    },
  },
});

export const bareRuns: Partial<Readonly<Record<AgentSpec['harness'], Bare>>> = {
  'claude-code': claude,
  codex,
  pi,
  gemini,
  opencode,
};

/** The harnesses of the language. Which of them a version has an adapter for is the adapters' matter. */
export const HARNESSES = [
  'claude-code',
  'codex',
  'pi',
  'gemini',
  'opencode',
  'copilot',
  'acp',
  'model',
  'simulate',
] as const;

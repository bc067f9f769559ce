/** The programs that stand behind harnesses: what each is called on a machine, and how it gets there. */
export interface HarnessProgram {
  readonly harness: string;
  readonly program: string;
  readonly install: string;
}

export const harnessPrograms: readonly HarnessProgram[] = [
  { harness: 'claude-code', program: 'claude', install: 'npm install -g @anthropic-ai/claude-code' },
  { harness: 'codex', program: 'codex', install: 'npm install -g @openai/codex' },
  { harness: 'pi', program: 'pi', install: 'npm install -g @earendil-works/pi-coding-agent' },
  { harness: 'gemini', program: 'gemini', install: 'npm install -g @google/gemini-cli' },
  { harness: 'opencode', program: 'opencode', install: 'npm install -g opencode-ai' },
  { harness: 'copilot', program: 'copilot', install: 'npm install -g @github/copilot' },
];

/** The question before a run: asked on a terminal, and answered by `--yes` everywhere else. */
import { InvalidInput } from './report-error.ts';
import { shellLine } from './shell-words.ts';
import type { Terminal } from './terminal.ts';

/** False when the person says no. Off a terminal nobody is asked: the command that says yes is printed instead. */
export async function confirmRun(terminal: Terminal, argv: readonly string[]): Promise<boolean> {
  if (!terminal.interactive) {
    throw new InvalidInput('nobody can be asked here whether to run this', shellLine('omni', ...argv, '--yes'));
  }
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: 'Run it?', output: process.stderr });
  return !isCancel(answer) && answer;
}

/** The question before a run: asked on a terminal, and answered by `--yes` everywhere else. */
import { InvalidInput } from './report-error.ts';
import type { Terminal } from './terminal.ts';

/** False when the person says no. Off a terminal nobody is asked: the command that says yes is printed instead. */
export async function confirmRun(terminal: Terminal, argv: readonly string[]): Promise<boolean> {
  if (!terminal.interactive) {
    throw new InvalidInput('nobody can be asked here whether to run this', `omni ${argv.map(quote).join(' ')} --yes`);
  }
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: 'Run it?', output: process.stderr });
  return !isCancel(answer) && answer;
}

/** An argument as a POSIX shell reads it back. */
function quote(argument: string): string {
  return /^[\w./:=@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

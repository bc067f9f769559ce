/** `omni policy show`: the text of a built-in policy, to be read, or copied and changed. */
import { type ExitCode, exit } from '../exit.ts';
import { findPolicy } from '../library.ts';
import type { JsonOption } from '../options.ts';
import { openTerminal } from '../terminal.ts';

export async function showPolicy(name: string, options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const { uses, text, spec } = findPolicy(name);
  if (terminal.json) terminal.emit('policy', { uses, text, spec });
  else terminal.out.print(text.trimEnd());
  return exit.done;
}

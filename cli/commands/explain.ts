/** `omni explain CODE`: what an error code means, and what it looks like wrong and right. */
import { explain as explainCode, findCode } from '../../schema/codes.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';

export async function explain(code: string, options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const text = explainCode(code);
  if (text === undefined) throw new InvalidInput(`there is no code ${code}`, 'codes stand in errors: error[OMNI1003]');
  if (terminal.json) terminal.emit('code', { ...findCode(code) });
  else terminal.out.print(text);
  return exit.done;
}

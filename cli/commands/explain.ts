/** `omni explain CODE`: what an error code means, what causes it, and what to do. */
import { explain as explainCode } from '../../schema/codes.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { openTerminal } from '../terminal.ts';

export async function explain(code: string, options: JsonOption): Promise<ExitCode> {
  return exit.done;
}

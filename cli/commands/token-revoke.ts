/** `omni token revoke`: takes a token back, and so the way in of every browser that came with it. */
import { personAtTerminal, withAccess } from '../access.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { neutraliseLine } from '../render/text.ts';
import { openTerminal } from '../terminal.ts';

export async function revokeToken(id: string, options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const by = personAtTerminal();
  const token = await withAccess(async ({ tokens }) => tokens.revoke(id, by));
  if (terminal.json) terminal.emit('token', token);
  else terminal.out.print(`${neutraliseLine(token.name)} is out`);
  return exit.done;
}

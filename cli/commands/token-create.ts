/** `omni token create`: lets somebody in, with a name and a role, for a while. */
import { parseDurationMs } from '../../schema/duration.ts';
import { personAtTerminal, withAccess } from '../access.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { TokenOptions } from '../options.ts';
import { findRun, withRuns } from '../record.ts';
import { neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';

export async function createToken(name: string, options: TokenOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const by = personAtTerminal();
  const expiresInMs = parseDurationMs(options.expires);
  if (expiresInMs === undefined) throw new InvalidInput(`${options.expires} is no duration`, 'for example: 12h, 7d');
  const { run: given, role } = options;
  const run = given === undefined ? undefined : await withRuns(async (journal) => findRun(journal, given).run);
  const { token, text, base } = await withAccess(async ({ tokens, servers }) => ({
    ...tokens.create({ name, role, expiresInMs, ...(run !== undefined && { run }) }, by),
    base: await servers.find(),
  }));
  const link = `${base ?? ''}/join?token=${text}`;
  if (terminal.json) {
    terminal.emit('token', { ...token, token: text, link });
    return exit.done;
  }
  const { bold, dim } = terminal.out.style;
  const whose = `${neutraliseLine(token.name)} may ${role}${run === undefined ? '' : ` (run ${run})`}`;
  const until = `${new Date(token.expiresAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  terminal.out.print(bold(text), bold(link), dim(`${whose} until ${until}; this is not shown again`));
  if (base === undefined) terminal.err.print('the link is of a server that does not run now: omni serve');
  return exit.done;
}

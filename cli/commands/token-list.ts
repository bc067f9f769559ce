/** `omni token list`: who may come in, and who came. */
import type { Token } from '../../runs/access/index.ts';
import { formatMoment } from '../../runs/view/amounts.ts';
import { withAccess } from '../access.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { renderTable } from '../render/table.ts';
import { openTerminal } from '../terminal.ts';

export async function listTokens(options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const tokens = await withAccess(async (access) => access.tokens.list());
  if (terminal.json) {
    for (const token of tokens) terminal.emit('token', token);
    return exit.done;
  }
  const now = Date.now();
  const { style, columns } = terminal.out;
  const seen = ({ lastSeenAt }: Token) => (lastSeenAt === undefined ? 'never' : formatMoment(lastSeenAt));
  terminal.out.print(
    ...renderTable(
      [
        { heading: 'id', cell: ({ id }: Token) => id },
        { heading: 'name', cell: ({ name }) => name },
        { heading: 'role', cell: ({ role }) => role },
        { heading: 'run', cell: ({ run = '' }) => run },
        { heading: 'until (UTC)', cell: (token) => standing(token, now) ?? formatMoment(token.expiresAt) },
        { heading: 'last seen (UTC)', cell: seen },
      ],
      tokens,
      columns,
      style,
    ),
  );
  return exit.done;
}

function standing({ revokedAt, expiresAt }: Token, now: number): string | undefined {
  if (revokedAt !== undefined) return 'revoked';
  return expiresAt <= now ? 'expired' : undefined;
}

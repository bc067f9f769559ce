/** `omni serve`: the status page of this project's runs, on this machine, until Ctrl-C. */
import { openStatusServer } from '../../runs/server/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { ServeOptions } from '../options.ts';
import { findHome, showPath } from '../places.ts';
import { withJournal } from '../record.ts';
import { neutraliseLine } from '../render/text.ts';
import { openOutside } from '../serving/outside.ts';
import { toldToEnd } from '../serving/told.ts';
import { openTerminal } from '../terminal.ts';

export async function serve({ port, json }: ServeOptions): Promise<ExitCode> {
  const terminal = openTerminal(json === true);
  return withJournal(async (record) => {
    const ended = toldToEnd();
    // What went wrong may quote an agent or a request.
    const log = (line: string): void => terminal.err.print(neutraliseLine(line));
    const server = await openStatusServer({ record, port, log, ...openOutside({ journal: record }) });
    if (json) terminal.emit('serve', { url: server.url, port: server.port });
    else {
      const { bold, dim } = terminal.out.style;
      const runs = neutraliseLine(showPath(findHome()));
      terminal.out.print(
        bold(server.url),
        dim(`shows the runs in ${runs}, read-only and to this machine; Ctrl-C ends it`),
      );
    }
    await ended;
    await server.close();
    return exit.done;
  });
}

/** `omni serve`: the status page of this project's runs, on this machine, until Ctrl-C. */
import { openAccess } from '../../runs/access/index.ts';
import { openStatusServer, parseName } from '../../runs/server/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { ServeOptions } from '../options.ts';
import { whoSpeaks } from '../person.ts';
import { findHome, showPath } from '../places.ts';
import { withJournal } from '../record.ts';
import { neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { openOutside } from '../serving/outside.ts';
import { toldToEnd } from '../serving/told.ts';
import { openTerminal } from '../terminal.ts';
import { version } from '../version.ts';

export async function serve({ port, host, allowHost, json }: ServeOptions): Promise<ExitCode> {
  const terminal = openTerminal(json === true);
  // Whoever opens the link does what a person may.
  const { name: owner } = whoSpeaks();
  const allowHosts = allowHost.map(checkName);
  return withJournal(async (record) => {
    const ended = toldToEnd();
    // What went wrong may quote an agent or a request.
    const log = (line: string): void => terminal.err.print(neutraliseLine(line));
    const access = openAccess({ folder: findHome() });
    try {
      const ports = { record, box: record, access, ...openOutside({ journal: record }) };
      const server = await openStatusServer({ ...ports, owner, port, host, allowHosts, log, engine: version });
      if (!isLoopback(host)) terminal.err.print(terminal.err.style.yellow(`warning: ${exposed(host)}`));
      if (json) terminal.emit('serve', { url: server.url, port: server.port });
      else {
        const { bold, dim } = terminal.out.style;
        const runs = neutraliseLine(showPath(findHome()));
        const whom = isLoopback(host) ? 'to this machine' : 'to whoever has a link';
        terminal.out.print(bold(server.url), dim(`shows the runs in ${runs}, ${whom}; Ctrl-C ends it`));
      }
      await ended;
      await server.close();
      return exit.done;
    } finally {
      access.close();
    }
  });
}

const isLoopback = (host: string): boolean => /^(127\.\d+\.\d+\.\d+|::1|localhost)$/.test(host);

const exposed = (host: string): string =>
  `${neutraliseLine(host)} can be reached from other machines, and nothing of it is encrypted: put a proxy with TLS in front, and name it with --allow-host https://NAME`;

function checkName(name: string): string {
  try {
    parseName(name);
    return name;
  } catch {
    throw new InvalidInput(`${name} is no name of a host`, 'for example: --allow-host https://omni.example');
  }
}

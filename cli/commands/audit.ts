/** `omni audit`: whether the journal still says what was written into it. */
import { type Audit, audit as auditRun } from '../../runs/audit.ts';
import { plural } from '../../runs/view/amounts.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { AuditOptions } from '../options.ts';
import { neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { withLocal } from '../source.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

export async function audit(run: string | undefined, options: AuditOptions, withSource = withLocal): Promise<ExitCode> {
  if (options.head !== undefined && run === undefined) {
    throw new InvalidInput('--head is the last hash of one run: say which', 'omni audit RUN --head HASH');
  }
  if (options.head !== undefined && !/^[0-9a-f]{64}$/.test(options.head)) {
    throw new InvalidInput(
      '--head is a SHA-256 in hex: 64 characters of 0-9 and a-f',
      'omni audit RUN prints the one of today',
    );
  }
  const terminal = openTerminal(options.json === true);
  return withSource(async (source) => {
    const chosen = run === undefined ? await source.list(100_000) : [await source.find(run)];
    let broken = 0;
    for (const { run: id } of chosen) {
      const found = await auditRun(source, id, options.head === undefined ? undefined : { hash: options.head });
      if (found.status === 'broken') broken += 1;
      report(terminal, id, found);
    }
    return broken === 0 ? exit.done : exit.failed;
  });
}

function report(terminal: Terminal, run: string, found: Audit): void {
  if (terminal.json) {
    terminal.emit('audit', { run, ...found });
    return;
  }
  const { green, red, dim, signs } = terminal.out.style;
  const sign = found.status === 'intact' ? green(signs.life.done) : red(signs.life.failed);
  const what =
    found.status === 'intact'
      ? plural(found.seq, 'event')
      : red(`event ${found.seq}: ${neutraliseLine(found.message)}`);
  terminal.out.print(`${sign} ${neutraliseLine(run)}  ${what}`);
  if (found.status === 'intact') terminal.out.print(dim(`  head ${found.hash}`));
}

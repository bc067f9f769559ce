/**
 * `omni send`: says something to a run. It answers what the run asks; while nothing is asked it waits for the next
 * question, or, with `--to`, reaches a running agent. Whoever drives the run takes it from the journal's inbox.
 */
import { say } from '../../runs/acts/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import { goOn } from '../go-on.ts';
import type { SendOptions } from '../options.ts';
import { whoSpeaks } from '../person.ts';
import { findRun, withRuns } from '../record.ts';
import { neutraliseLine } from '../render/text.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';
import { acting } from '../unfit.ts';

export async function send(given: string, text: string | undefined, options: SendOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const who = whoSpeaks();
  const fields = readFields(options.field);
  const saying = {
    ...(text !== undefined && { text }),
    ...(options.to !== undefined && { to: options.to }),
    ...(fields && { fields }),
  };
  const { run, to, says, driven } = await withRuns((journal) =>
    acting(say(journal, findRun(journal, given).run, saying, who)),
  );
  if (terminal.json) terminal.emit('message', { run, to, by: who.name, driven });
  else {
    const { green, signs } = terminal.out.style;
    terminal.out.print(`${green(signs.life.done)} ${neutraliseLine(says)}`);
  }
  return driven ? exit.done : goOn(run, terminal, options);
}

/** The fields of a form as texts, from `--field NAME=VALUE`; undefined where there are none. */
export function readFields(field: readonly string[]): Record<string, string> | undefined {
  if (field.length === 0) return undefined;
  const pairs = field.map((one): [string, string] => {
    const at = one.indexOf('=');
    if (at < 1) throw new InvalidInput(`--field ${one}: it has no NAME=VALUE`, 'omni send RUN --field NAME=VALUE');
    return [one.slice(0, at), one.slice(at + 1)];
  });
  return Object.fromEntries(pairs);
}

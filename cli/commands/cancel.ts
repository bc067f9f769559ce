/** `omni cancel`: ends a run and everything that it has running. When nobody drives the run, this command does, to its end. */
import { cancel as cancelRun } from '../../runs/acts/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { whoIsThere } from '../person.ts';
import { findRun, withRuns } from '../record.ts';
import { openTerminal } from '../terminal.ts';
import { acting } from '../unfit.ts';
import { resume } from './resume.ts';

export async function cancel(given: string, options: JsonOption): Promise<ExitCode> {
  const { run, driven, says } = await withRuns((journal) =>
    acting(cancelRun(journal, findRun(journal, given).run, whoIsThere())),
  );
  if (!driven) {
    const code = await resume(run, { ...options, approve: [], unattended: 'park' });
    return code === exit.failed ? exit.done : code;
  }
  const terminal = openTerminal(options.json === true);
  if (terminal.json) terminal.emit('cancel', { run });
  else terminal.out.print(`${says}; see it with: omni watch ${run}`);
  return exit.done;
}

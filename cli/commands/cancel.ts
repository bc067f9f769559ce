/** `omni cancel`: ends a run and everything that it has running. When nobody drives the run, this command does, to its end. */
import { randomUUID } from 'node:crypto';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { whoIsThere } from '../person.ts';
import { findRun, withRuns } from '../record.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';
import { resume } from './resume.ts';

export async function cancel(given: string, options: JsonOption): Promise<ExitCode> {
  const { run, holder } = await withRuns(async (journal) => {
    const { run, status } = findRun(journal, given);
    if (status !== 'running') throw new InvalidInput(`run ${run} is over: ${status}`);
    journal.post(run, { type: 'cancel.requested', id: `cancel-${randomUUID()}`, at: Date.now(), by: whoIsThere() });
    return { run, holder: await journal.holder(run) };
  });
  if (holder === undefined) {
    const code = await resume(run, { ...options, approve: [], unattended: 'park' });
    return code === exit.failed ? exit.done : code;
  }
  const terminal = openTerminal(options.json === true);
  if (terminal.json) terminal.emit('cancel', { run });
  else terminal.out.print(`run ${run} was told to end; see it with: omni watch ${run}`);
  return exit.done;
}

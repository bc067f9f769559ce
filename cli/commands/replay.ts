/** `omni replay`: the story of a run, folded again from its journal by the engine that would continue it. */

import type { RunEvent } from '../../engine/events.ts';
import { replay as fold } from '../../engine/replay.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../program.ts';
import { findRun, readView, readWorkflow, withRuns } from '../record.ts';
import { plural } from '../render/amounts.ts';
import { renderProgress } from '../render/progress.ts';
import { openTerminal } from '../terminal.ts';

export async function replay(given: string, options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const { style } = terminal.out;
  return withRuns(async (journal) => {
    const { run } = findRun(journal, given);
    const events: RunEvent[] = [];
    const view = await readView(journal, run, (envelope, seen) => {
      events.push(envelope.event);
      const line = terminal.json ? undefined : renderProgress(envelope.event, seen, style);
      if (line !== undefined) terminal.out.print(line);
      if (terminal.json) terminal.emit('event', envelope);
    });
    const state = fold(await readWorkflow(journal, run), events);
    const same = view.outcome === undefined || state.status === view.outcome;
    if (terminal.json) terminal.emit('replay', { run, events: events.length, status: state.status, same });
    else {
      const sign = same ? style.green(style.signs.life.done) : style.red(style.signs.life.failed);
      terminal.out.print('', `${sign} ${plural(events.length, 'event')} replayed, no model called: ${state.status}`);
    }
    return same ? exit.done : exit.failed;
  });
}

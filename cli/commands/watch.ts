/** `omni watch`: follows a run that another process drives, until it is over or nobody drives it any more. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describeView } from '../../runs/view/index.ts';
import type { ExitCode } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { openPicture } from '../picture.ts';
import { exitOf, findRun, readWorkflow, withRuns } from '../record.ts';
import { renderSummary } from '../render/summary.ts';
import { openTerminal } from '../terminal.ts';

const pollMs = 200;

export async function watch(given: string, options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  return withRuns(async (journal) => {
    const { run } = findRun(journal, given);
    const picture = openPicture(terminal, await readWorkflow(journal, run));
    try {
      for (;;) {
        // Asked before reading: what the driver wrote last is then read before its silence is believed.
        const driven = (await journal.holder(run)) !== undefined;
        for await (const envelope of journal.read(run, picture.view.seq + 1)) picture.add(envelope);
        if (picture.view.outcome !== undefined || !driven) break;
        await sleep(pollMs);
      }
    } finally {
      picture.close();
    }
    const { out } = terminal;
    if (terminal.json) terminal.emit('run', describeView(picture.view));
    else out.print(...renderSummary(picture.view, { style: out.style, columns: out.columns }));
    return exitOf(picture.view.status);
  });
}

/** `omni watch`: follows a run that another process drives, until it is over or nobody drives it any more. */
import { describeView } from '../../runs/view/index.ts';
import type { ExitCode } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { openPicture } from '../picture.ts';
import { exitOf, readWorkflow } from '../record.ts';
import { renderSummary } from '../render/summary.ts';
import { withLocal } from '../source.ts';
import { openTerminal } from '../terminal.ts';

export async function watch(given: string, options: JsonOption, withSource = withLocal): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  return withSource(async (source) => {
    const { run } = await source.find(given);
    const picture = openPicture(terminal, await readWorkflow(source, run));
    try {
      for await (const envelope of source.follow(run)) picture.add(envelope);
    } finally {
      picture.close();
    }
    const { out } = terminal;
    if (terminal.json) terminal.emit('run', describeView(picture.view));
    else out.print(...renderSummary(picture.view, { style: out.style, columns: out.columns }));
    return exitOf(picture.view.status);
  });
}

/**
 * `omni replay`: tells a run again from its journal. The engine folds every event as it would to continue the run, and
 * judges each judgement again: what it says now must be what was journaled then.
 */
import { readEvents } from '../../engine/driver/index.ts';
import type { RunEvent } from '../../engine/events.ts';
import { guards } from '../../engine/guards/index.ts';
import { verify } from '../../engine/verify.ts';
import { plural } from '../../runs/view/amounts.ts';
import { emptyView, foldView } from '../../runs/view/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { ReplayOptions } from '../options.ts';
import { readWorkflow } from '../record.ts';
import { renderProgress } from '../render/progress.ts';
import { InvalidInput } from '../report-error.ts';
import { withLocal } from '../source.ts';
import { openTerminal } from '../terminal.ts';

export async function replay(
  given: string | undefined,
  options: ReplayOptions,
  withSource = withLocal,
): Promise<ExitCode> {
  if (options.policy.length > 0) return (await import('./what-if.ts')).replayWith(given, options);
  if (options.only || options.all || options.since !== undefined) {
    throw new InvalidInput('--only, --all and --since go with --policy FILE');
  }
  if (given === undefined) throw new InvalidInput('which run?', 'see: omni runs');
  const terminal = openTerminal(options.json === true);
  const { out } = terminal;
  return withSource(async (source) => {
    const { run } = await source.find(given);
    const workflow = await readWorkflow(source, run);
    const view = emptyView();

    async function* tell(): AsyncGenerator<RunEvent> {
      for await (const envelope of readEvents({ journal: source, blobs: source }, run)) {
        foldView(view, envelope, workflow);
        const line = terminal.json ? undefined : renderProgress(envelope.event, view, out.style);
        if (line !== undefined) out.print(line);
        if (terminal.json) terminal.emit('event', envelope);
        yield envelope.event;
      }
    }

    const { state, judged, differences } = await verify(workflow, tell(), guards);
    const [first] = differences;
    if (terminal.json) terminal.emit('replay', { run, events: view.seq, status: state.status, judged, differences });
    else {
      const { green, red, signs } = out.style;
      const said = `${plural(view.seq, 'event')} replayed, ${plural(judged, 'judgement')} made again`;
      out.print('');
      if (first === undefined) out.print(`${green(signs.life.done)} ${said}, the same as then: ${state.status}`);
      else
        out.print(
          `${red(signs.life.failed)} ${said}, ${differences.length} not as then, the first at event ${first.seq}`,
        );
    }
    return first === undefined ? exit.done : exit.failed;
  });
}

/** `omni show`: where a run stands, or what it came to. */
import { describeView } from '../../runs/view/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { JsonOption } from '../options.ts';
import { readView } from '../record.ts';
import { renderSummary } from '../render/summary.ts';
import { renderTree } from '../render/tree.ts';
import { withLocal } from '../source.ts';
import { openTerminal } from '../terminal.ts';

export async function show(given: string, options: JsonOption, withSource = withLocal): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const view = await withSource(async (source) => readView(source, (await source.find(given)).run));
  if (terminal.json) terminal.emit('run', describeView(view));
  else {
    const { style, columns } = terminal.out;
    terminal.out.print(...renderTree(view, { style, columns, now: Date.now() }), '');
    terminal.out.print(...renderSummary(view, { style, columns }));
  }
  return exit.done;
}

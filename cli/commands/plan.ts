/** `omni plan`: what `apply` would run, with whom and how much at most. Starts nothing. */
import { type ExitCode, exit } from '../exit.ts';
import type { PlanOptions } from '../options.ts';
import { showPath } from '../places.ts';
import { prepare } from '../prepare.ts';
import { renderPlan } from '../render/plan.ts';
import { describePlan } from '../render/plan-json.ts';
import { openTerminal } from '../terminal.ts';

export async function plan(path: string, options: PlanOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const prepared = await prepare(path, options, terminal, { complete: false });
  if (prepared === undefined) return exit.invalid;
  const { workflow, file, inputs, origin } = prepared;
  if (terminal.json) terminal.emit('plan', describePlan(workflow, { file, inputs, origin }));
  else {
    const { style, columns } = terminal.out;
    terminal.out.print(
      ...renderPlan(workflow, {
        style,
        columns,
        file,
        inputs,
        origin,
        repository: showPath(prepared.demo ?? prepared.folder),
        ...(options.simulate === undefined ? {} : { simulate: options.simulate }),
      }),
    );
  }
  return exit.done;
}

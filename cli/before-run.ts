/** What stands between `apply` and a run: the plan, and what makes beginning one pointless. */
import { OmniError } from '../schema/error.ts';
import type { ApplyRequest } from './apply-request.ts';
import type { OpenHarnesses } from './harnesses.ts';
import { showPath } from './places.ts';
import { renderPlan } from './render/plan.ts';
import { describePlan } from './render/plan-json.ts';
import { neutraliseLine } from './render/text.ts';
import type { Repository } from './repository.ts';

/** The plan, and what a person should know before saying yes. Whoever said yes in advance is spared it. */
export function showPlan({ prepared, options, terminal }: ApplyRequest, repository: Repository | undefined): void {
  const { workflow, file, inputs, origin } = prepared;
  if (terminal.json) {
    terminal.emit('plan', describePlan(workflow, { file, inputs, origin }));
    return;
  }
  const { err } = terminal;
  const untracked = repository?.untracked ?? [];
  if (untracked.length > 0)
    err.print(err.style.yellow(`not part of the run, for git does not know them: ${listSome(untracked)}`));
  if (options.yes) return;
  const simulate = options.simulate === undefined ? {} : { simulate: options.simulate };
  const place = showPath(repository?.root ?? prepared.demo!);
  err.print(
    ...renderPlan(workflow, {
      style: err.style,
      columns: err.columns,
      file,
      inputs,
      origin,
      repository: place,
      ...simulate,
    }),
    '',
  );
}

const listSome = (names: readonly string[]): string =>
  neutraliseLine(names.slice(0, 5).join(', ')) + (names.length > 5 ? ` and ${names.length - 5} more` : '');

/** Agents that cannot run here are said, and take no part. @throws OmniError OMNI5005 where none can */
export function refuseUnavailable({ prepared, terminal }: ApplyRequest, { unavailable }: OpenHarnesses): void {
  if (unavailable.size === 0) return;
  const lines = [...unavailable].map(([name, reason]) => `${name}: ${neutraliseLine(reason)}`);
  if (unavailable.size === Object.keys(prepared.workflow.agents).length)
    throw new OmniError('OMNI5005', `no agent of this workflow can be run here:\n  ${lines.join('\n  ')}`);
  for (const line of lines) terminal.err.print(terminal.err.style.yellow(`takes no part: ${line}`));
}

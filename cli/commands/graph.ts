/** `omni graph`: the state machine of a workflow, or of the definition that a run pins. */
import { existsSync } from 'node:fs';
import type { Workflow } from '../../engine/compile/workflow.ts';
import { toDot, toMermaid, toXstate } from '../../engine/graph/index.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { GraphOptions } from '../options.ts';
import { openProject } from '../project.ts';
import { findRun, readWorkflow, withRuns } from '../record.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

export async function graph(what: string, options: GraphOptions): Promise<ExitCode> {
  const terminal = openTerminal(false);
  const workflow = await find(what, options.agent, terminal);
  if (workflow === undefined) return exit.invalid;
  terminal.out.print(drawings[options.as](workflow).trimEnd());
  return exit.done;
}

const drawings: Readonly<Record<GraphOptions['as'], (workflow: Workflow) => string>> = {
  mermaid: toMermaid,
  dot: toDot,
  xstate: (workflow) => JSON.stringify(toXstate(workflow), null, 2),
};

/** A path that exists is a path; everything else is the id of a run. */
async function find(what: string, agents: readonly string[], terminal: Terminal): Promise<Workflow | undefined> {
  if (existsSync(what)) return openProject(what, terminal, { assertions: 'ignored', agents })?.workflow;
  if (agents.length > 0)
    throw new InvalidInput('--agent goes with a workflow: a run has the agents that it began with');
  return withRuns((journal) => readWorkflow(journal, findRun(journal, what).run));
}

/** `omni doctor`: what this machine has of what omni needs, and whether the agents of a workflow can be run on it. */
import { tmpdir } from 'node:os';
import { createLocalPlace } from '../../agents/places/local.ts';
import { createReaper, type Reaper } from '../../agents/places/reaper.ts';
import type { Workflow } from '../../engine/compile/workflow.ts';
import { checkAgents } from '../doctor/agents.ts';
import { type Check, checkMachine } from '../doctor/checks.ts';
import { renderChecks } from '../doctor/render.ts';
import { baseEnvironment } from '../environment.ts';
import { type ExitCode, exit } from '../exit.ts';
import { credentialsOf, openHarnesses } from '../harnesses.ts';
import type { WorkflowOptions } from '../options.ts';
import { findHome } from '../places.ts';
import { openProject } from '../project.ts';
import { InvalidInput } from '../report-error.ts';
import { openTerminal } from '../terminal.ts';

export async function doctor(path: string | undefined, options: WorkflowOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const { agent: agents } = options;
  if (path === undefined && agents.length > 0)
    throw new InvalidInput('--agent goes with a workflow', 'omni doctor PATH --agent NAME.KEY=VALUE');
  const project = path === undefined ? undefined : openProject(path, terminal, { agents });
  if (path !== undefined && project === undefined) return exit.invalid;
  const reaper = createReaper();
  try {
    const { env } = process;
    const machine = {
      // Not the current folder: what stands there must not decide what a program says of itself.
      place: createLocalPlace({ root: tmpdir(), reaper, mark: reaper.mark('') }),
      env: baseEnvironment(env),
      node: process.versions.node,
      platform: process.platform,
    };
    const ofMachine = checkMachine(machine);
    const ofAgents = project === undefined ? [] : await checkAll(project.workflow, reaper);
    const checks = [...(await ofMachine), ...ofAgents];
    const well = checks.every(({ state, needed }) => state === 'ok' || !needed);
    if (terminal.json) {
      for (const check of checks) terminal.emit('check', check);
      terminal.emit('doctor', { ok: well });
    } else terminal.out.print(...renderChecks(checks, terminal.out.style));
    return well ? exit.done : exit.failed;
  } finally {
    reaper.dispose();
  }
}

async function checkAll(workflow: Workflow, reaper: Reaper): Promise<readonly Check[]> {
  const { env } = process;
  const staff = await openHarnesses(workflow, undefined, { run: 'doctor', home: findHome(), reaper, env });
  return checkAgents(workflow, staff, credentialsOf(env));
}

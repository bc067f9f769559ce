/** `omni doctor`: what this machine has of what omni needs, and whether the agents of a workflow can be run on it. */
import { tmpdir } from 'node:os';
import { createLocalPlace } from '../../agents/places/local.ts';
import { createReaper } from '../../agents/places/reaper.ts';
import { checkMachine } from '../doctor/checks.ts';
import { renderChecks } from '../doctor/render.ts';
import { baseEnvironment } from '../environment.ts';
import { type ExitCode, exit } from '../exit.ts';
import { findHarnesses } from '../harnesses.ts';
import type { JsonOption } from '../options.ts';
import { openProject } from '../project.ts';
import { openTerminal } from '../terminal.ts';

export async function doctor(path: string | undefined, options: JsonOption): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const project = path === undefined ? undefined : openProject(path, terminal);
  if (path !== undefined && project === undefined) return exit.invalid;
  const reaper = createReaper();
  try {
    const checks = await checkMachine(
      {
        // Not the current folder: what stands there must not decide what a program says of itself.
        place: createLocalPlace({ root: tmpdir(), reaper, mark: reaper.mark('') }),
        env: baseEnvironment(process.env),
        node: process.versions.node,
        platform: process.platform,
        harnesses: findHarnesses(undefined),
      },
      project?.workflow,
    );
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

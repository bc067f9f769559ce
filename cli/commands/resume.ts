/** `omni resume`: continues an unfinished run where its journal ends, with the definition that it was begun with. */

import { reapLeftovers } from '../../agents/places/leftovers.ts';
import { createReaper, type Reaper } from '../../agents/places/reaper.ts';
import { loadWorkflow, resumeRun } from '../../engine/driver/index.ts';
import type { ListedRun, OpenJournal } from '../../runs/journal/index.ts';
import { answerInAdvance, checkApprovals } from '../answers.ts';
import { compose } from '../compose.ts';
import { drive } from '../drive.ts';
import { type ExitCode, exit } from '../exit.ts';
import { openHarnesses } from '../harnesses.ts';
import type { DriveOptions, ResumeOptions } from '../options.ts';
import { whoIsThere } from '../person.ts';
import { findHome, showPath } from '../places.ts';
import { openSimulation } from '../prepare.ts';
import { findRun, readBeginning, withRuns } from '../record.ts';
import { InvalidInput } from '../report-error.ts';
import { openRepository } from '../repository.ts';
import { simulationOf } from '../run-key.ts';
import { openTerminal, type Terminal } from '../terminal.ts';

export async function resume(given: string, options: ResumeOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  return withRuns(async (journal) => {
    const reaper = createReaper();
    try {
      const listed = findRun(journal, given);
      return await continueRun({ listed, journal, terminal, reaper, options, home: findHome() });
    } finally {
      reaper.dispose();
    }
  });
}

export interface ContinueRequest {
  readonly listed: ListedRun;
  readonly journal: OpenJournal;
  readonly terminal: Terminal;
  readonly reaper: Reaper;
  readonly home: string;
  readonly options: DriveOptions;
}

export async function continueRun({
  listed,
  journal,
  terminal,
  reaper,
  home,
  options,
}: ContinueRequest): Promise<ExitCode> {
  const { run, status, key, repo } = listed;
  if (status !== 'running') throw new InvalidInput(`run ${run} is over: ${status}`, `omni show ${run}`);
  const script = simulationOf(key);
  const simulation = script === undefined ? undefined : openSimulation(script, terminal);
  if (script !== undefined && simulation === undefined) return exit.invalid;
  const { spec, prices } = await readBeginning(journal, run);
  const workflow = await loadWorkflow(journal, spec);
  checkApprovals(options.approve, workflow);
  const { root, isGit } = await openRepository(repo, { reaper, env: process.env, clean: false });
  const composition = await compose({
    workflow,
    run,
    home,
    journal,
    env: process.env,
    reaper,
    people: answerInAdvance(options, whoIsThere()),
    staff: await openHarnesses(workflow, simulation, { run, home, reaper, env: process.env }),
    ...(isGit ? { repository: root } : {}),
    ...(simulation === undefined ? {} : { simulation }),
    ...(prices === undefined ? {} : { prices }),
  });
  return drive({
    run,
    workflow,
    composition,
    journal,
    terminal,
    simulated: simulation !== undefined,
    page: options,
    repository: showPath(root),
    async open(how) {
      const opened = await resumeRun(composition.ports, run, how);
      // After the lease is ours: until then a living omni may still want its processes.
      await reapLeftovers(run);
      return opened;
    },
  });
}

/** `omni apply`: checks, plans, confirms and runs a workflow, or continues the run that was begun with the same words. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { createReaper } from '../../agents/places/reaper.ts';
import { startRun } from '../../engine/driver/index.ts';
import { type ListedRun, openJournal, type RunMeta } from '../../runs/journal/index.ts';
import { OmniError } from '../../schema/error.ts';
import { answerInAdvance, checkApprovals } from '../answers.ts';
import type { ApplyRequest } from '../apply-request.ts';
import { refuseUnavailable, showPlan } from '../before-run.ts';
import { compose } from '../compose.ts';
import { confirmRun } from '../confirm.ts';
import { copyDemo } from '../demo.ts';
import { drive } from '../drive.ts';
import { type ExitCode, exit } from '../exit.ts';
import { openHarnesses } from '../harnesses.ts';
import type { ApplyOptions } from '../options.ts';
import { whoIsThere } from '../person.ts';
import { findHome, showPath } from '../places.ts';
import { prepare } from '../prepare.ts';
import { pinPrices } from '../prices.ts';
import { InvalidInput } from '../report-error.ts';
import { openRepository, requireGit } from '../repository.ts';
import { makeRunId } from '../run-key.ts';
import { openTerminal } from '../terminal.ts';
import { tidyFinished } from '../tidy.ts';
import { findUnfinished, keyOf, refuseChanged, specText } from '../unfinished.ts';
import { version } from '../version.ts';
import { continueRun } from './resume.ts';

export async function apply(path: string, options: ApplyOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const prepared = await prepare(path, options, terminal, { complete: true });
  if (prepared === undefined) return exit.invalid;
  checkApprovals(options.approve, prepared.workflow);
  const home = findHome();
  const journal = openJournal({ folder: home });
  const reaper = createReaper();
  try {
    await tidyFinished(journal, home, reaper);
    const request = { prepared, path, options, terminal, journal, home, reaper };
    const unfinished = options.new ? undefined : await findUnfinished(request);
    if (unfinished === undefined) return await begin(request);
    await refuseChanged(request, unfinished);
    if (journal.head(unfinished.run).seq === 0) return await begin(request, unfinished);
    return await continueRun({ ...request, listed: unfinished });
  } finally {
    reaper.dispose();
    journal.close();
  }
}

/** `again`: a run that was announced and of which nothing was journaled. */
async function begin(request: ApplyRequest, again?: ListedRun): Promise<ExitCode> {
  const { prepared, options, terminal, journal, home, reaper } = request;
  const { workflow, file, demo, simulation } = prepared;
  const env = process.env;
  const looked = demo === undefined ? await openRepository(prepared.folder, { reaper, env, clean: true }) : undefined;
  if (looked !== undefined) requireGit(looked, workflow);
  const run = again?.run ?? options.id ?? makeRunId(new Date());
  const staff = await openHarnesses(workflow, simulation, { run, home, reaper, env });
  refuseUnavailable(request, staff);
  showPlan(request, looked);
  if (!options.yes && !(await confirmRun(terminal, process.argv.slice(2)))) return exit.interrupted;

  const root = looked?.root ?? again?.repo ?? (await copyDemo(home, demo!, { reaper, env }));
  const who = whoIsThere();
  announce(request, {
    run,
    key: keyOf(request, root),
    workflow: workflow.name,
    file: resolve(file),
    repo: root,
    createdAt: Date.now(),
  });
  const prices = simulation === undefined ? await pinPrices(workflow, journal) : undefined;
  const composition = await compose({
    workflow,
    run,
    home,
    journal,
    env,
    reaper,
    people: answerInAdvance(options, who),
    staff,
    ...(looked?.isGit === false ? {} : { repository: root }),
    ...(simulation === undefined ? {} : { simulation }),
    ...(prices === undefined ? {} : { prices }),
  });
  const spec = await journal.put(specText(request));
  await composition.workspaces.begin(run);
  return drive({
    run,
    workflow,
    composition,
    journal,
    terminal,
    simulated: simulation !== undefined,
    page: options,
    repository: showPath(root),
    open: (how) =>
      startRun(
        composition.ports,
        workflow,
        {
          type: 'run.requested',
          id: `request-${run}`,
          at: Date.now(),
          run,
          spec,
          ...(prices === undefined ? {} : { prices }),
          inputs: prepared.inputs,
          seed: randomUUID(),
          engine: version,
          starter: who.name,
          from: who.from,
          ...(composition.unavailable.length === 0 ? {} : { unavailable: composition.unavailable }),
        },
        how,
      ),
  });
}

/** Between the look for an unfinished run and now somebody else may have begun one: two at once are one run. */
function announce({ journal, options }: ApplyRequest, meta: RunMeta): void {
  const { run } = meta;
  if (journal.head(run).seq > 0)
    throw options.id === run ? new InvalidInput(`run ${run} was begun before`, 'omni runs') : begunElsewhere(run);
  if (options.new) journal.createRun(meta);
  const other = options.new ? undefined : journal.createOnlyRun(meta);
  if (other !== undefined) throw begunElsewhere(other.run);
}

const begunElsewhere = (run: string): OmniError =>
  new OmniError('OMNI6005', `Another omni has just begun the same as run ${run}.`, {
    help: `Watch it with \`omni watch ${run}\`, or start another with --new.`,
  });

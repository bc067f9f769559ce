/** `omni apply`: checks, plans, confirms and runs a workflow, or continues the run that was begun with the same words. */
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { createReaper, type Reaper } from '../../agents/places/reaper.ts';
import { startRun } from '../../engine/driver/index.ts';
import { type ListedRun, type OpenJournal, openJournal } from '../../runs/journal/index.ts';
import { OmniError } from '../../schema/error.ts';
import { answerInAdvance } from '../answers.ts';
import { compose } from '../compose.ts';
import { confirmRun } from '../confirm.ts';
import { copyDemo, findDemos } from '../demo.ts';
import { drive } from '../drive.ts';
import { type ExitCode, exit } from '../exit.ts';
import type { ApplyOptions } from '../options.ts';
import { whoIsThere } from '../person.ts';
import { findHome, showPath } from '../places.ts';
import { type Prepared, prepare } from '../prepare.ts';
import { readBeginning } from '../record.ts';
import { renderPlan } from '../render/plan.ts';
import { describePlan } from '../render/plan-json.ts';
import { neutraliseLine } from '../render/text.ts';
import { openRepository, type Repository, requireGit } from '../repository.ts';
import { makeRunId, writeRunKey } from '../run-key.ts';
import { shellLine } from '../shell-words.ts';
import { openTerminal, type Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { continueRun } from './resume.ts';

interface Request {
  readonly prepared: Prepared;
  readonly path: string;
  readonly options: ApplyOptions;
  readonly terminal: Terminal;
  readonly journal: OpenJournal;
  readonly home: string;
  readonly reaper: Reaper;
}

export async function apply(path: string, options: ApplyOptions): Promise<ExitCode> {
  const terminal = openTerminal(options.json === true);
  const prepared = prepare(path, options, terminal, { complete: true });
  if (prepared === undefined) return exit.invalid;
  const home = findHome();
  const journal = openJournal({ folder: home });
  const reaper = createReaper();
  try {
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

/** The run that the same words began and that is not over. For a simulation, in the newest copy that has one. */
async function findUnfinished({ prepared, options, journal, home, reaper }: Request): Promise<ListedRun | undefined> {
  const { demo, folder } = prepared;
  const places =
    demo === undefined
      ? [(await openRepository(folder, { reaper, env: process.env, clean: false })).root]
      : await findDemos(home, demo);
  for (const place of places) {
    const found = journal.findByKey(keyOf(prepared, options, place));
    if (found !== undefined) return found;
  }
  return undefined;
}

function keyOf({ file, inputs }: Prepared, { simulate }: ApplyOptions, repository: string): string {
  return writeRunKey({
    file: resolve(file),
    repository,
    inputs,
    ...(simulate === undefined ? {} : { simulate: resolve(simulate) }),
  });
}

/** What a run pins. Not canonical: the order of agents and of `foreach` names is part of what a workflow means. */
const specText = ({ workflow }: Prepared): string => JSON.stringify(workflow.spec);

async function refuseChanged({ prepared, path, journal }: Request, { run }: ListedRun): Promise<void> {
  if (journal.head(run).seq === 0) return;
  const { spec } = await readBeginning(journal, run);
  if (spec === (await journal.put(specText(prepared)))) return;
  throw new OmniError('OMNI6008', `the workflow was changed while its run ${run} is unfinished`, {
    help: [
      'choose one:',
      `omni resume ${run}          continues it as it was defined`,
      `${shellLine('omni', 'apply', path)} --new ...  starts another, as it is defined now`,
      `omni cancel ${run}          ends it`,
    ].join('\n    '),
  });
}

/** `again`: a run that was announced and of which nothing was journaled. */
async function begin(request: Request, again?: ListedRun): Promise<ExitCode> {
  const { prepared, options, terminal, journal, home, reaper } = request;
  const { workflow, file, demo, simulation } = prepared;
  const env = process.env;
  const looked = demo === undefined ? await openRepository(prepared.folder, { reaper, env, clean: true }) : undefined;
  if (looked !== undefined) requireGit(looked, workflow);
  showPlan(request, looked);
  if (!options.yes && !(await confirmRun(terminal, process.argv.slice(2)))) return exit.interrupted;

  const root = looked?.root ?? again?.repo ?? (await copyDemo(home, demo!, { reaper, env }));
  const run = again?.run ?? makeRunId(new Date());
  const by = whoIsThere();
  const composition = await compose({
    workflow,
    run,
    home,
    journal,
    env,
    reaper,
    people: answerInAdvance(options, by),
    ...(looked?.isGit === false ? {} : { repository: root }),
    ...(simulation === undefined ? {} : { simulation }),
  });
  refuseUnavailable(composition.unavailable, prepared);
  const spec = await journal.put(specText(prepared));
  journal.createRun({
    run,
    key: keyOf(prepared, options, root),
    workflow: workflow.name,
    file: resolve(file),
    repo: root,
    createdAt: Date.now(),
  });
  await composition.workspaces.begin(run);
  return drive({
    run,
    workflow,
    composition,
    journal,
    terminal,
    simulated: simulation !== undefined,
    repository: showPath(root),
    open: () =>
      startRun(composition.ports, workflow, {
        type: 'run.requested',
        id: `request-${run}`,
        at: Date.now(),
        run,
        spec,
        inputs: prepared.inputs,
        seed: randomUUID(),
        engine: version,
        starter: by,
        ...(composition.unavailable.size === 0 ? {} : { unavailable: [...composition.unavailable.keys()] }),
      }),
  });
}

function showPlan({ prepared, options, terminal }: Request, repository: Repository | undefined): void {
  const { workflow, file, inputs, origin } = prepared;
  if (terminal.json) {
    terminal.emit('plan', describePlan(workflow, { file, inputs, origin }));
    return;
  }
  const { err } = terminal;
  const untracked = repository?.untracked ?? [];
  if (untracked.length > 0)
    err.print(err.style.yellow(`not part of the run, for git does not know them: ${listSome(untracked)}`));
  // Whoever said yes in advance has seen the plan, or does not want to.
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

/** A run that nobody could do anything in is not begun. */
function refuseUnavailable(unavailable: ReadonlyMap<string, string>, { workflow }: Prepared): void {
  const agents = Object.keys(workflow.spec.agents);
  if (agents.length === 0 || unavailable.size < agents.length) return;
  const reasons = [...new Set(unavailable.values())].map((reason) => `\n  ${reason}`);
  throw new OmniError('OMNI5005', `no agent of this workflow can be run here:${reasons.join('')}`);
}

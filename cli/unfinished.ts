/** Whether `apply` means a run that is not over: the same workflow file, repository, inputs, `--agent` and script. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { ListedRun } from '../runs/journal/index.ts';
import { OmniError } from '../schema/error.ts';
import type { ApplyRequest } from './apply-request.ts';
import { findDemos } from './demo.ts';
import { readBeginning } from './record.ts';
import { openRepository } from './repository.ts';
import { writeRunKey } from './run-key.ts';
import { shellLine } from './shell-words.ts';

/** The run that the same words began and that is not over. For a simulation, in the newest copy that has one. */
export async function findUnfinished(request: ApplyRequest): Promise<ListedRun | undefined> {
  const { journal, home, reaper } = request;
  const { demo, folder } = request.prepared;
  const places =
    demo === undefined
      ? [(await openRepository(folder, { reaper, env: process.env, clean: false })).root]
      : await findDemos(home, demo);
  for (const place of places) {
    const found = journal.findByKey(keyOf(request, place));
    if (found !== undefined) return found;
  }
  return undefined;
}

export function keyOf(
  { prepared: { file, inputs }, options: { simulate, agent } }: ApplyRequest,
  repository: string,
): string {
  return writeRunKey({
    file: resolve(file),
    repository,
    inputs,
    ...(agent.length === 0 ? {} : { agents: [...agent].sort() }),
    ...(simulate === undefined ? {} : { simulate: resolve(simulate) }),
  });
}

/** What a run pins. Not canonical: the order of agents and of `foreach` names is part of what a workflow means. */
export const specText = ({ prepared: { workflow } }: ApplyRequest): string => JSON.stringify(workflow.spec);

/** @throws OmniError OMNI6008, with what a person can choose. */
export async function refuseChanged(request: ApplyRequest, { run }: ListedRun): Promise<void> {
  const { path, journal } = request;
  if (journal.head(run).seq === 0) return;
  const { spec } = await readBeginning(journal, run);
  // By the hash that the blob table knows it by; nothing is put there for a comparison.
  if (spec === createHash('sha256').update(specText(request)).digest('hex')) return;
  throw new OmniError('OMNI6008', `the workflow was changed while its run ${run} is unfinished`, {
    help: [
      'choose one:',
      `omni resume ${run}          continues it as it was defined`,
      `${shellLine('omni', 'apply', path)} --new ...  starts another, as it is defined now`,
      `omni cancel ${run}          ends it`,
    ].join('\n    '),
  });
}

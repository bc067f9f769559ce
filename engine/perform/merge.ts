/** Lands branches. What happened is in the answer, also when it happened before a crash: the key finds it out. */
import type { JsonObject } from '../../schema/json.ts';
import { canonicalJson } from '../../schema/json.ts';
import type { MergeChange, MergeGate } from '../ports/workspaces.ts';
import type { PerformerDeps } from './deps.ts';
import type { Outcome, PlanOf, Work } from './work.ts';

export async function performMerge(work: Work, plan: PlanOf<'merge'>, deps: PerformerDeps): Promise<Outcome> {
  const { into, branches } = plan;
  const gate: MergeGate = (change) => askFirst(work, change, deps);
  const request = { into, branches, key: work.address, ...(plan.asks && { gate }) };
  const merged = await deps.workspaces.merge(deps.run, request);
  const result = (commits: readonly JsonObject[], conflicts: readonly JsonObject[]) => ({ commits, conflicts });
  switch (merged.status) {
    case 'merged':
      return {
        result: result(
          merged.commits.map(({ branch, commit }) => ({ branch, commit })),
          [],
        ),
      };
    case 'conflict': {
      const conflicts = merged.conflicts.map(({ branch, files }) => ({ branch, files }));
      const places = conflicts.map(({ branch, files }) => `${branch} (${files.join(', ')})`).join('; ');
      const message = `Nothing was merged into ${into}: conflicts in ${places}`;
      return { result: result([], conflicts), error: { code: 'conflict', message } };
    }
    case 'refused':
      return { result: result([], []), error: { code: 'refused', message: merged.message } };
    case 'moved':
      return { result: result([], []), error: { code: 'moved', message: merged.message } };
  }
}

/** What exactly would land is known now, and nothing has moved. */
function askFirst(
  work: Work,
  { branch, into, files, commit }: MergeChange,
  { sha256 }: PerformerDeps,
): ReturnType<MergeGate> {
  const change = {
    branch,
    into,
    ...(commit !== undefined && { commit }),
    files: files.map(({ path, op, hash }) => ({ path, op, ...(hash !== undefined && { hash }) })),
  };
  return work.askMerge({ ...change, digest: sha256(canonicalJson(change)) }).answer;
}

/** One agent session in a workspace: what it wrote is committed under its name when it ends well. */
import type { JsonObject } from '../../schema/json.ts';
import type { Commit } from '../ports/workspaces.ts';
import { createAnswerCheck } from './answer-check.ts';
import { cutDiff, cutText } from './cut-text.ts';
import { environmentOf, findAgent, type PerformerDeps } from './deps.ts';
import { holdSession } from './session.ts';
import type { Outcome, PlanOf, Work } from './work.ts';

/** Characters of an answer and of a diff that are kept. */
const longestText = 256 * 1024;
const longestDiff = 1024 * 1024;

export async function performAgent(work: Work, plan: PlanOf<'agent'>, deps: PerformerDeps): Promise<Outcome> {
  const found = findAgent(deps, plan.agent);
  if ('error' in found) return { result: {}, error: found.error };
  const surroundings = environmentOf(deps, plan, found.agent);
  if ('error' in surroundings) return { result: {}, error: surroundings.error };
  const check = plan.output && createAnswerCheck(plan.output);
  const { place } = await deps.workspaces.open(deps.run, plan.workspace);
  if (plan.clean) await deps.workspaces.discard(deps.run, plan.workspace);

  const held = await holdSession(work, deps, {
    ...found,
    ...(plan.asks && { asks: true as const }),
    name: plan.agent,
    role: 'writer',
    prompt: plan.prompt,
    round: plan.round,
    place,
    env: surroundings.env,
    ...(plan.session !== undefined && { session: plan.session }),
    ...(plan.output && { output: plan.output }),
    ...(check && { check }),
  });
  const text = cutText(held.text, longestText);
  if (held.error) return { result: { text }, error: held.error };
  if (work.signal.aborted) return { result: {} };

  const commit = await deps.workspaces.commit(deps.run, plan.workspace, {
    author: plan.agent,
    subject: plan.title,
    trailers: { 'Omni-Run': deps.run, 'Omni-Step': work.address, 'Omni-Attempt': String(work.attempt) },
  });
  return {
    result: { text, ...(held.value !== undefined && { output: held.value }), ...describeCommit(commit) },
  };
}

/** Outside git there is neither a branch nor a commit. */
function describeCommit({ branch, commit, diff, files }: Commit): JsonObject {
  return {
    ...(branch !== undefined && { branch }),
    ...(commit !== undefined && { commit }),
    diff: cutDiff(diff, longestDiff),
    files: files.map(({ path, added, removed, op, hash }) => ({
      path,
      added,
      removed,
      op,
      ...(hash !== undefined && { hash }),
    })),
  };
}

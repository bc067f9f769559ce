/**
 * A reviewer reads a diff where it can change nothing: a disposable worktree, reading tools only, and a look at the
 * tree afterwards. A tree that was touched makes the verdict worthless, whatever it says.
 */
import type { JsonObject } from '../../schema/json.ts';
import type { Commit } from '../ports/workspaces.ts';
import { environmentOf, findAgent, type PerformerDeps } from './deps.ts';
import { reviewPrompt } from './review-prompt.ts';
import { type Held, holdSession } from './session.ts';
import { checkVerdict, verdictSchema } from './verdict.ts';
import type { Outcome, PlanOf, Work } from './work.ts';

export async function performReview(work: Work, plan: PlanOf<'review'>, deps: PerformerDeps): Promise<Outcome> {
  const found = findAgent(deps, plan.agent);
  if ('error' in found) return { result: {}, error: found.error };
  const surroundings = environmentOf(deps, plan, found.agent);
  if ('error' in surroundings) return { result: {}, error: surroundings.error };
  const check = checkVerdict();

  const { workspace, diff, close } = await deps.workspaces.openReview(deps.run, plan.workspace, work.id);
  let held: Held;
  let untouched = false;
  try {
    held = await holdSession(work, deps, {
      ...found,
      ...(plan.asks && { asks: true as const }),
      name: plan.agent,
      role: 'reviewer',
      prompt: reviewPrompt(plan, diff),
      round: plan.round,
      place: workspace.place,
      env: surroundings.env,
      output: verdictSchema,
      check,
    });
  } finally {
    ({ untouched } = await close());
  }
  if (!untouched) {
    const message = `The reviewer ${plan.agent} changed the tree that it was to read, so its verdict does not count.`;
    return { result: {}, error: { code: 'tampered', message } };
  }
  if (held.error) return { result: {}, error: held.error };
  const { commit, files } = diff;
  const verdict = (held.value ?? {}) as Outcome['result'];
  return { result: { ...verdict, reviewed: describeReviewed(files), ...(commit !== undefined && { commit }) } };
}

/** What the verdict is about, by content: the bytes that lay before the reviewer, and not what is written later. */
function describeReviewed(files: Commit['files']): JsonObject[] {
  return files.map(({ path, op, hash }) => ({ path, op, ...(hash !== undefined && { hash }) }));
}

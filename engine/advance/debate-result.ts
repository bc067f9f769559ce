/** What a debate leaves: the last answers, the whole transcript, what is agreed and what is not. */

import type { JsonObject } from '../../schema/json.ts';
import { headsId, judgeId } from '../compile/kinds/debate.ts';
import type { Step } from '../compile/workflow.ts';
import { type DebatePlan, hasConverged, headsOf, spokenIn } from '../debate.ts';
import type { Children, StepView } from '../state.ts';

export function debateResult({ closed }: Children, step: Step, plan: DebatePlan): JsonObject {
  const first = plan.opening ? 1 : 0;
  const rounds = closed.map(({ steps, index }) => ({
    round: index + first,
    spoken: spokenIn(step, steps?.[headsId]),
    heads: (steps?.[headsId]?.steps ?? {}) as Record<string, StepView | undefined>,
    judged: steps?.[judgeId]?.output as JsonObject | undefined,
  }));
  const answers: Record<string, string> = { ...plan.opening };
  const sessions: Record<string, string> = { ...plan.sessions };
  const failed: Record<string, string> = {};
  const transcript: JsonObject[] = Object.entries(plan.opening ?? {}).map(([head, answer]) => ({
    round: 0,
    head,
    answer,
  }));
  for (const { round, spoken, heads } of rounds) {
    for (const { head, answer, session } of spoken) {
      answers[head] = answer.answer;
      if (session !== undefined) sessions[head] = session;
      transcript.push({ round, head, ...answer } as unknown as JsonObject);
    }
    for (const head of headsOf(step)) {
      const error = Object.hasOwn(heads, head) ? heads[head]?.error : undefined;
      if (error) failed[head] = error.message;
    }
  }
  for (const head of Object.keys(failed)) delete answers[head];
  const last = rounds.at(-1);
  const { synthesis, agreed = [], differ } = last?.judged ?? {};
  const objections = (last?.spoken ?? []).flatMap(({ answer }) => answer.objections ?? []);
  return {
    question: plan.question,
    answers,
    transcript,
    agreed,
    differ: differ ?? [...new Set(objections)],
    ...(synthesis !== undefined && { synthesis }),
    converged: last !== undefined && hasConverged(last, last.spoken),
    rounds: rounds.length + first,
    failed,
    sessions,
  };
}

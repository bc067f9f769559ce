/**
 * The performer of one run: carries out attempts through the ports, and tells what happened in facts.
 *
 * Invariants
 * 1. A started attempt is reported ended exactly once: `attempt.stopped` if it was stopped before its handler
 *    returned, else `attempt.finished`. It leaves `open` before that report, so a stop that crosses it is answered
 *    like one of an attempt that was never started.
 * 2. Handlers return only when nothing of theirs runs.
 * 3. Nothing is thrown at the caller: what goes wrong at an edge is a failed attempt.
 */
import type { Performer } from '../ports/performer.ts';
import { performAgent } from './agent.ts';
import { performAnswer } from './answer.ts';
import type { PerformerDeps } from './deps.ts';
import { createDoings } from './doings.ts';
import { performMerge } from './merge.ts';
import { performReview } from './review.ts';
import { createRunHandler } from './run.ts';
import {
  attemptId,
  type Controls,
  createWork,
  type Kind,
  type Outcome,
  type PlanOf,
  stoppedFact,
  type Work,
} from './work.ts';

export type { Delta, PerformerDeps } from './deps.ts';

type Handlers = { readonly [K in Kind]: (work: Work, plan: PlanOf<K>, deps: PerformerDeps) => Promise<Outcome> };

export function createPerformer(deps: PerformerDeps): Performer {
  const handlers: Handlers = {
    agent: performAgent,
    answer: performAnswer,
    run: createRunHandler(),
    review: performReview,
    merge: performMerge,
  };
  const perform = <K extends Kind>(kind: K, work: Work, plan: PlanOf<K>): Promise<Outcome> =>
    handlers[kind](work, plan, deps).catch(failedAtTheEdge);

  const open = new Map<string, { controls: Controls; over: Promise<void> }>();
  const doings = createDoings();
  let disposed = false;

  return {
    start(effect, report) {
      const id = attemptId(effect);
      if (disposed || open.has(id)) return;
      const { work, controls } = createWork(effect, deps.clock, report, doings);
      const carryOut = async (): Promise<void> => {
        const outcome = await perform(effect.plan.kind, work, effect.plan);
        open.delete(id);
        doings.endAll(id);
        if (!disposed) report(work.signal.aborted ? controls.stopped() : controls.finished(outcome));
      };
      // Known before it begins, since a question may be answered while it is being asked.
      const running = { controls, over: Promise.resolve() };
      open.set(id, running);
      running.over = carryOut();
    },
    stop(effect, report) {
      const running = open.get(attemptId(effect));
      if (running !== undefined) running.controls.stop();
      else if (!disposed) report(stoppedFact(effect, deps.clock.now()));
    },
    answer(effect) {
      const { call, allow, reason } = effect;
      open.get(attemptId(effect))?.controls.answer(call, { allow, ...(reason !== undefined && { reason }) });
    },
    send(effect) {
      open.get(attemptId(effect))?.controls.tell(effect.text);
    },
    async dispose() {
      disposed = true;
      const running = [...open.values()];
      for (const { controls } of running) controls.stop();
      await Promise.all(running.map(({ over }) => over));
    },
  };
}

function failedAtTheEdge(error: unknown): Outcome {
  const message = error instanceof Error ? error.message : String(error);
  return { result: {}, error: { code: 'failed', message } };
}

/** What a state still wants of the world: derived again after a crash, and asked before anything is performed. */
import { attemptPlan } from './attempt-plan.ts';
import type { Workflow } from './compile/workflow.ts';
import type { Effect } from './effects.ts';
import { openAttempts } from './open-attempts.ts';
import { type RunState, stepAt } from './state.ts';

/** Whether an effect of a batch is still wanted when the batch is over: [start b, stop b] starts nothing. */
export function isWanted(state: RunState, effect: Effect): boolean {
  switch (effect.type) {
    case 'startAttempt': {
      const own = stepAt(state, effect.frame, effect.step);
      return own?.life === 'running' && own.attempt === effect.attempt;
    }
    case 'startTimer':
      return state.timers[effect.timer]?.generation === effect.generation;
    case 'announceAsk':
      return Object.hasOwn(state.asks, effect.ask.id);
    default:
      return true;
  }
}

/** Everything: open attempts, stops, timers, asks and the answers of calls that were allowed. */
export function effectsOf(workflow: Workflow, state: RunState): Effect[] {
  const effects: Effect[] = [];
  for (const { frame, step, own, address } of openAttempts(workflow, state)) {
    if (own.life === 'stopping') {
      effects.push({ type: 'stopAttempt', ...address });
      continue;
    }
    effects.push({ type: 'startAttempt', ...address, plan: attemptPlan(workflow, frame, step, own) });
    for (const [call, { life }] of Object.entries(own.calls ?? {})) {
      if (life === 'allowed') effects.push({ type: 'answerTool', ...address, call, allow: true });
    }
  }
  for (const [timer, { generation, deadline }] of Object.entries(state.timers)) {
    effects.push({ type: 'startTimer', timer, generation, deadline });
  }
  for (const { ask, frame, step } of Object.values(state.asks)) effects.push({ type: 'announceAsk', frame, step, ask });
  if (state.status !== 'new' && state.status !== 'running') effects.push({ type: 'finishRun', outcome: state.status });
  return effects;
}

/**
 * A body as a machine: a flat sequence, one state a step. The outcome of a step is in the event's name, so the whole
 * of the control flow can be read off the config: what follows when `check` fails, where a review sends the work back.
 */
import type { RunStep } from '../../schema/steps/index.ts';
import type { Branch, MachineConfig, StateConfig } from '../machine/config.ts';
import { handlerOf, type Step } from './workflow.ts';

export function machineOf(key: string, order: readonly string[], steps: Readonly<Record<string, Step>>): MachineConfig {
  const states: Record<string, StateConfig> = {};
  for (const [index, id] of order.entries()) {
    const step = steps[id]!;
    const next = order[index + 1] ?? 'done';
    states[id] = { entry: [{ type: 'enter', params: { step: id } }], on: transitionsOf(step, next) };
    if (step.onError === 'handle') {
      const handler = handlerOf(id);
      states[handler] = {
        entry: [{ type: 'enter', params: { step: handler } }],
        on: { [`${handler}.done`]: next, [`${handler}.failed`]: 'failed', [`${handler}.cancelled`]: 'cancelled' },
      };
    }
  }
  for (const final of ['done', 'failed', 'cancelled']) {
    states[final] = { type: 'final', entry: [{ type: 'ended', params: { outcome: final } }] };
  }
  return { id: key, initial: order[0] ?? 'done', states };
}

function transitionsOf(step: Step, next: string): Record<string, string | readonly Branch[]> {
  const { id } = step;
  const failed = step.onError === 'continue' ? next : step.onError === 'handle' ? handlerOf(id) : 'failed';
  return {
    [`${id}.done`]: next,
    ...((step.if || step.kind === 'head' || step.kind === 'judge') && { [`${id}.skipped`]: next }),
    [`${id}.failed`]: failed,
    ...(mayBeContinued(step) && { [`${id}.continued`]: next }),
    [`${id}.cancelled`]: 'cancelled',
    ...(step.kind === 'review' && { [`${id}.rework`]: step.again[0]! }),
  };
}

/** Whether a person may say that the body goes on although the step failed: asked so, or after a lost `run`. */
function mayBeContinued({ onError, kind, spec }: Step): boolean {
  return onError === 'ask' || (kind === 'run' && ((spec as RunStep).on_lost ?? 'ask') === 'ask');
}

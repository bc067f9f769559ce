/**
 * The life of a step: one static machine shared by all. Its guards are the policies: a step gets from `ready` to
 * `running` only by a `step.started` whose recorded decisions amount to *allowed*.
 *
 * Verdicts: allowed, held (an ask is open, or a policy holds), denied (a policy or a person said no), choice (it
 * failed, and a person shall say how it goes on); done, failed, refused for finishes; busy, idle for cancellations.
 */
import type { MachineConfig } from './config.ts';

export type LifeState =
  | 'ready'
  | 'asking'
  | 'waiting'
  | 'running'
  | 'stopping'
  | 'backoff'
  | 'done'
  | 'failed'
  | 'refused'
  | 'skipped'
  | 'cancelled'
  | 'reworked';

const judged = {
  'step.started': [{ guard: 'allowed', target: 'running' }],
  'step.waiting': [{ guard: 'allowed', target: 'waiting' }],
  'step.asked': [
    { guard: 'held', target: 'asking' },
    { guard: 'choice', target: 'asking' },
  ],
  'step.refused': [
    { guard: 'denied', target: 'refused' },
    { guard: 'choice', target: 'asking' },
  ],
};
const finished = {
  'step.finished': [
    { guard: 'done', target: 'done' },
    { guard: 'failed', target: 'failed' },
    { guard: 'refused', target: 'refused' },
  ],
};
/** Before it has begun, a step can only fail. */
const failedEarly = { 'step.finished': finished['step.finished'].filter(({ guard }) => guard !== 'done') };
/** A leaf with a process, or a compound with children, has to stop first. */
const cancelled = {
  'scope.cancelled': [
    { guard: 'busy', target: 'stopping' },
    { guard: 'idle', target: 'cancelled' },
  ],
};
const retried = {
  'attempt.failed': [
    { guard: 'later', target: 'backoff' },
    { guard: 'now', target: 'ready' },
  ],
};
const chosen = { 'step.asked': [{ guard: 'choice', target: 'asking' }] };
const settled = { type: 'final', entry: [{ type: 'settled' }] } as const;

export const life: MachineConfig = {
  id: 'life',
  initial: 'ready',
  states: {
    ready: {
      entry: [{ type: 'judge' }],
      on: { 'step.skipped': 'skipped', ...judged, ...failedEarly, ...cancelled },
    },
    asking: { on: { ...judged, ...finished, ...cancelled, 'review.reworked': 'reworked' } },
    waiting: { entry: [{ type: 'wait' }], on: { ...finished, ...cancelled } },
    running: {
      entry: [{ type: 'perform' }],
      on: {
        ...finished,
        ...retried,
        ...chosen,
        ...cancelled,
        'step.stopping': 'stopping',
        'review.reworked': 'reworked',
      },
    },
    stopping: {
      entry: [{ type: 'stop' }],
      on: { ...finished, ...retried, ...chosen, 'step.cancelled': 'cancelled', 'scope.cancelled': 'stopping' },
    },
    backoff: { entry: [{ type: 'wait' }], on: { 'backoff.elapsed': 'ready', ...cancelled } },
    done: settled,
    failed: settled,
    refused: settled,
    skipped: settled,
    cancelled: settled,
    reworked: settled,
  },
};

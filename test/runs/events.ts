/** A run's events for tests of the record: made by hand, so that nothing here depends on the engine that writes them. */
import type { EventOf, RunEvent } from '../../engine/events.ts';

export const run = 'run-1';

export const created: EventOf<'run.created'> = {
  type: 'run.created',
  at: 1_000,
  frame: '',
  fact: 'requested',
  run,
  spec: 'a'.repeat(64),
  inputs: { goal: 'Add slugify' },
  seed: 'seed',
  engine: '0.1.0',
  starter: 'ada@example.org',
};

/** The start and the finish of the `index`th step, as a foreach of trivial steps journals them. */
export function stepPair(index: number): RunEvent[] {
  const place = { at: 2_000 + index, frame: `each@1[${index}]`, step: 'work' };
  return [
    { type: 'step.started', ...place, visit: 1, attempt: 1 },
    {
      type: 'step.finished',
      ...place,
      fact: `finished ${index}`,
      attempt: 1,
      outcome: 'done',
      result: { text: 'x'.repeat(289) },
    },
  ];
}

export const finished: RunEvent = { type: 'run.finished', at: 9_000, frame: '', outcome: 'done', outputs: { n: 1 } };

/** `run.created` and then as many step pairs. */
export function history(steps: number): RunEvent[] {
  return [created, ...Array.from({ length: steps }, (_, index) => stepPair(index)).flat()];
}

/** The workflows that are measured. Their commands are never run where the performer is the trivial one. */
import type { Spec } from '../../../schema/spec.ts';

/** So many steps one after another. */
export function sequence(steps: number): Spec {
  const step = (_: unknown, index: number) => ({ id: `s${index}`, run: 'true' });
  return {
    agents: {},
    workflow: { name: 'sequence', steps: Array.from({ length: steps }, step) },
  };
}

/** One step for each item of the input `items`, `width` of them at once. */
export function fanOut(width: number): Spec {
  return {
    agents: {},
    workflow: {
      name: 'fan-out',
      inputs: { items: { type: 'array', items: { type: 'integer' } } },
      steps: [
        {
          id: 'build',
          foreach: { item: '${{ inputs.items }}' },
          max_parallel: width,
          steps: [{ id: 'work', run: 'true', on_lost: 'retry' }],
        },
      ],
    },
  };
}

export const itemsUpTo = (count: number) => ({ items: Array.from({ length: count }, (_, index) => index) });

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

/** For each item of the input `items`: two branches, a debate of two rounds, and a workflow that is used. */
export function everyKind(width: number): Spec {
  const agent = (name: string) => ({ name, harness: 'simulate' as const, vendor: name });
  const run = (id: string) => ({ id, run: 'true', on_lost: 'retry' as const });
  return {
    agents: { ada: agent('ada'), bob: agent('bob'), cyd: agent('cyd') },
    workflow: {
      name: 'every-kind',
      inputs: { items: { type: 'array', items: { type: 'integer' } } },
      steps: [
        {
          id: 'each',
          foreach: { item: '${{ inputs.items }}' },
          max_parallel: width,
          steps: [
            { id: 'sides', parallel: 'all', steps: [run('left'), run('right')] },
            { id: 'talk', debate: 'Which way?', heads: ['ada', 'bob'], max_rounds: 1, judge: 'cyd' },
            { id: 'used', uses: 'used.yaml' },
          ],
        },
      ],
    },
    workflows: { 'used.yaml': { agents: {}, workflow: { name: 'used', steps: [run('work')] } } },
  };
}

export const itemsUpTo = (count: number) => ({ items: Array.from({ length: count }, (_, index) => index) });

/** What can follow a step in the machine of its body: how the step comes out, and where that leads. */
import type { Body, Step } from '../compile/workflow.ts';

export type Outcome = 'done' | 'skipped' | 'failed' | 'continued' | 'rework';

export interface Move {
  readonly outcome: Outcome;
  /** A state of the same machine. */
  readonly to: string;
}

const outcomes: readonly Outcome[] = ['done', 'skipped', 'failed', 'continued', 'rework'];

/** A cancelled step starts nothing more, and a `fail` is never done: neither is a way on. */
export function movesOf({ machine }: Body, { id, kind }: Step): readonly Move[] {
  return Object.entries(machine.states[id]?.on ?? {}).flatMap(([event, edge]) => {
    const outcome = outcomes.find((word) => event === `${id}.${word}`);
    if (outcome === undefined || (kind === 'fail' && outcome === 'done')) return [];
    const targets = typeof edge === 'string' ? [edge] : edge.map(({ target }) => target);
    return targets.map((to) => ({ outcome, to }));
  });
}

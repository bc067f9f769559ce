/** A path through the machine, told by its steps: how each came out, one after the other. */
import type { Step } from '../compile/workflow.ts';
import type { Outcome } from './moves.ts';
import { addressOf } from './steps.ts';

/** How a step came out. */
export interface Said {
  readonly step: Step;
  readonly outcome: Outcome;
  /** A `foreach` was done because it had no items. */
  readonly empty: boolean;
}

/** A state of a body, and how it was first reached. */
export interface Visit {
  readonly body: string;
  readonly state: string;
  /** The step that was left for it, or whose branch begins here; absent where the workflow begins. */
  readonly from?: Visit;
  /** Of a compound that was left: the ends of its branches. */
  readonly ends: readonly Visit[];
  readonly said?: Said;
}

/** What came out of the steps before `visit`, in order; branches that ran side by side stand one after the other. */
export function pathOf(visit: Visit, since?: Visit): readonly Said[] {
  const parts: (readonly Said[])[] = [];
  for (let at: Visit | undefined = visit; at !== undefined && at !== since; at = at.from) {
    const { from, ends, said } = at;
    parts.push([...ends.flatMap((end) => pathOf(end, from)), ...(said ? [said] : [])]);
  }
  return parts.reverse().flat();
}

/** `failed, continued`. */
export function outcomeText({ step, outcome, empty }: Said): string {
  switch (outcome) {
    case 'done':
      return empty ? 'done with no items' : 'done';
    case 'skipped':
      return 'skipped';
    case 'failed':
      return step.onError === 'continue' ? 'failed, continued' : 'failed';
    case 'continued':
      return `${step.onError === 'ask' ? 'failed' : 'lost in a crash'}, continued by a person`;
    case 'rework':
      return 'sent back';
  }
}

/** `plan done -> build failed, continued -> land`. */
export function pathText(path: readonly Said[], target: string): string {
  return [...path.map((said) => `${addressOf(said.step)} ${outcomeText(said)}`), target].join(' -> ');
}

/** The most that a run can take, in words, with the reason where nothing bounds it. */
import type { Workflow } from '../../engine/compile/workflow.ts';
import { type Reason, type Upper, upperBounds } from '../../engine/upper-bounds.ts';
import { formatCount, formatUsd } from '../../runs/view/amounts.ts';

/** What is bounded, and by what. */
export type BoundRow = readonly [what: string, bound: string];

export function boundRows(workflow: Workflow): readonly BoundRow[] {
  const { sessions, parallel, costMicroUsd } = upperBounds(workflow);
  const cost = (most: number) => (most === 0 ? '$0.00' : `${formatUsd(most)}, with every session at its agent's limit`);
  return [
    ['agent sessions', textOf(sessions, formatCount)],
    ['side by side', textOf(parallel, formatCount)],
    ['cost', textOf(costMicroUsd, cost)],
  ];
}

function textOf(upper: Upper, format: (most: number) => string): string {
  return 'most' in upper ? format(upper.most) : `unbounded: ${reasonTexts(upper.unbounded).join('; ')}`;
}

/** For machines: a bound that is missing is told by its reasons. */
export function describeBounds(workflow: Workflow): object {
  const { sessions, parallel, costMicroUsd } = upperBounds(workflow);
  return {
    ...('most' in sessions && { sessions: sessions.most }),
    ...('most' in parallel && { parallel: parallel.most }),
    ...('most' in costMicroUsd && { cost_usd: costMicroUsd.most / 1_000_000 }),
    unbounded: {
      ...('unbounded' in sessions && { sessions: reasonTexts(sessions.unbounded) }),
      ...('unbounded' in parallel && { parallel: reasonTexts(parallel.unbounded) }),
      ...('unbounded' in costMicroUsd && { cost_usd: reasonTexts(costMicroUsd.unbounded) }),
    },
  };
}

function reasonTexts(reasons: readonly Reason[]): readonly string[] {
  const agents = reasons.flatMap((reason) => (reason.why === 'cost_usd' ? [reason.agent] : []));
  const steps = reasons.flatMap((reason) => (reason.why === 'cost_usd' ? [] : [stepText(reason)]));
  return [...steps, ...(agents.length === 0 ? [] : [`no limits.cost_usd in ${agents.join(', ')}`])];
}

function stepText({ why, step }: Exclude<Reason, { why: 'cost_usd' }>): string {
  switch (why) {
    case 'items':
      return `${step} runs over a list without maxItems`;
    case 'rounds':
      return `the max of ${step} is an expression`;
    case 'verdicts':
      return `the max_rounds of ${step} are an expression`;
    case 'width':
      return `the max_parallel of ${step} is an expression without a maximum`;
  }
}

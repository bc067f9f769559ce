/** What is judged when a body has ended: a loop's condition, a debate's round, the outputs of a workflow. */

import type { Exprs } from '../compile/workflow.ts';
import type { ErrorValue } from '../events.ts';
import type { Frame } from '../state.ts';
import { evaluate } from '../values.ts';
import { type Context, failedWith, type Judged, siteOf } from './context.ts';
import { judgeRound } from './debate.ts';

export function judgeFrame(context: Context, frame: Frame): Judged {
  const parent = frame.parent && siteOf(context, frame.parent.frame, frame.parent.step);
  if (!parent || frame.at !== 'done') return {};
  switch (parent.step.kind) {
    case 'debate':
      return judgeRound(parent, frame);
    case 'uses':
      return giveOutputs(context, frame, parent.step.exprs);
    default:
      return judgeUntil(context, frame, parent.step.exprs);
  }
}

/** A loop's condition is judged when a round is done, with the names of that round. */
function judgeUntil({ workflow, state }: Context, frame: Frame, { until }: Exprs): Judged {
  if (!until) return {};
  const evaluation = evaluate(workflow, state, frame, until);
  if ('fault' in evaluation) {
    const error = failedWith('expression', `until: ${evaluation.fault}`);
    return { conditions: { until: null }, outcome: 'failed', error };
  }
  return { conditions: { until: evaluation.value === true } };
}

function giveOutputs(context: Context, frame: Frame, exprs: Exprs): Judged {
  const own = Object.entries(exprs).filter(([key]) => key.startsWith('outputs.'));
  const outputs = Object.fromEntries(own.map(([key, expr]) => [key.slice('outputs.'.length), expr]));
  const given = evaluateOutputs(context, frame, outputs);
  return 'error' in given ? { outcome: 'failed', error: given.error } : { output: given.outputs };
}

/** An output that is none is left out. */
export function evaluateOutputs(
  { workflow, state }: Context,
  frame: Frame,
  exprs: Exprs,
): { outputs: Record<string, unknown> } | { error: ErrorValue } {
  const outputs: Record<string, unknown> = {};
  for (const [name, expr] of Object.entries(exprs)) {
    const evaluation = evaluate(workflow, state, frame, expr);
    if ('fault' in evaluation) return { error: failedWith('expression', `outputs.${name}: ${evaluation.fault}`) };
    if (evaluation.value !== undefined) outputs[name] = evaluation.value;
  }
  return { outputs };
}

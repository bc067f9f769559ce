/** The answers to judgements: every item of the agenda is answered by exactly one event, which removes it. */
import { OmniError } from '../../schema/error.ts';
import type { GroupStep } from '../../schema/steps/index.ts';
import { childFrame } from '../address.ts';
import { rootBody } from '../compile/workflow.ts';
import type { ErrorValue, RunEvent } from '../events.ts';
import type { Judgement } from '../facts.ts';
import type { Frame } from '../state.ts';
import { evaluate } from '../values.ts';
import { type Context, failedWith, onStep, type Site, siteOf } from './context.ts';
import { ended, failure } from './failure.ts';
import { judge } from './gate.ts';
import { rework } from './review.ts';
import { decideStart } from './start.ts';

export function decideJudgement(context: Context, item: Judgement): RunEvent {
  if (item.type === 'ended') return decideEnded(context, item.frame);
  const site = siteOf(context, item.frame, item.step);
  if (!site) throw new OmniError('OMNI6007', `The agenda names a step that is not open: ${item.frame} ${item.step}`);
  switch (item.type) {
    case 'start':
      return decideStart(site);
    case 'next':
      return decideNext(site);
    case 'answered':
      return decideAnswered(site);
    case 'tool':
      return decideTool(site, item.call);
  }
}

/** A compound goes on: the next frame, or its end once nothing below it is open. */
function decideNext(site: Site): RunEvent {
  const { own, step, frame } = site;
  const children = own.children;
  if (!children) throw new OmniError('OMNI6007', `Step '${step.id}' has no children`);
  if (own.life === 'stopping') return stopped(site);
  const loop = (step.spec as GroupStep).until !== undefined;
  const last = children.closed.at(-1);
  const over = loop ? children.satisfied || last?.outcome === 'failed' : undefined;
  if (!over && children.opened < (children.total ?? Number.POSITIVE_INFINITY)) {
    const index = loop || children.lists ? children.opened : undefined;
    const child = childFrame(frame.path, step.id, own.visit, own.attempt, index);
    return { type: 'frame.opened', ...onStep(site), child, ...(index !== undefined && { index }) };
  }
  const error = outcomeOf(site, loop);
  if (error) return failure(site, error, { attempt: own.attempt });
  return { type: 'step.finished', ...onStep(site), attempt: own.attempt, outcome: 'done' };
}

function outcomeOf({ own, step }: Site, loop: boolean): ErrorValue | undefined {
  const closed = own.children?.closed ?? [];
  const failed = closed.filter(({ outcome }) => outcome !== 'done');
  if (loop && failed.length === 0 && !own.children?.satisfied) {
    return failedWith(
      'exhausted',
      `'${step.id}' went through its ${closed.length} rounds without its condition coming true`,
    );
  }
  const first = failed[0]?.error;
  if (!first) return undefined;
  if (!own.children?.lists) return first;
  const code = failed.every(({ error }) => error?.code === 'refused') ? 'refused' : 'failed';
  return failedWith(code, `${failed.length} of ${closed.length} items failed; the first: ${first.message}`);
}

/** Everything of the attempt has stopped; why it had to says what follows. */
export function stopped(site: Site): RunEvent {
  const { own, step } = site;
  if (own.why === 'timeout') {
    const error = failedWith('timeout', `'${step.id}' took longer than ${step.spec.timeout}`);
    return failure(site, error, { attempt: own.attempt });
  }
  return { type: 'step.cancelled', ...onStep(site), attempt: own.attempt };
}

function decideEnded(context: Context, path: string): RunEvent {
  const { state, workflow, at } = context;
  const frame = state.frames[path];
  if (!frame) throw new OmniError('OMNI6007', `The agenda names a frame that is not open: ${path}`);
  const outcome = frame.at as 'done' | 'failed' | 'cancelled';
  const error = outcome === 'failed' && frame.error ? { error: frame.error } : {};
  if (frame.parent) return { type: 'frame.closed', at, frame: path, outcome, ...error, ...judgeUntil(context, frame) };
  if (frame.body !== rootBody) throw new OmniError('OMNI6007', `Frame ${path} has no parent`);
  if (outcome !== 'done') {
    const refused = frame.error?.code === 'refused' && outcome === 'failed';
    return { type: 'run.finished', at, frame: path, outcome: refused ? 'refused' : outcome, ...error };
  }
  const outputs: Record<string, unknown> = {};
  for (const [name, expr] of Object.entries(workflow.outputs)) {
    const evaluation = evaluate(workflow, state, frame, expr);
    if ('fault' in evaluation) {
      const fault = failedWith('expression', `outputs.${name}: ${evaluation.fault}`);
      return { type: 'run.finished', at, frame: path, outcome: 'failed', error: fault };
    }
    if (evaluation.value !== undefined) outputs[name] = evaluation.value;
  }
  return { type: 'run.finished', at, frame: path, outcome: 'done', outputs };
}

/** A loop's condition is judged when a round is done, with the names of that round. */
function judgeUntil(
  context: Context,
  frame: Frame,
): { conditions?: Record<string, unknown>; outcome?: 'failed'; error?: ErrorValue } {
  const parent = frame.parent && siteOf(context, frame.parent.frame, frame.parent.step);
  const until = parent?.step.exprs.until;
  if (!until || frame.at !== 'done') return {};
  const evaluation = evaluate(context.workflow, context.state, frame, until);
  if ('fault' in evaluation) {
    const error = failedWith('expression', `until: ${evaluation.fault}`);
    return { conditions: { until: null }, outcome: 'failed', error };
  }
  return { conditions: { until: evaluation.value === true } };
}

/** A person has settled an ask that belongs to the step itself: an approval, or how a failure goes on. */
function decideAnswered(site: Site): RunEvent {
  const { own, step } = site;
  const answer = own.answer;
  if (!answer) throw new OmniError('OMNI6007', `Nobody has answered for '${step.id}'`);
  if (answer.kind === 'approve') {
    const by = { by: answer.by ?? '', ...(answer.comment !== undefined && { comment: answer.comment }) };
    if (answer.granted) return { type: 'step.finished', ...onStep(site), outcome: 'done', result: by };
    const error = answer.expired
      ? failedWith('timeout', `Nobody answered '${step.id}' in time`)
      : failedWith('refused_by_person', `${answer.by} refused${answer.comment ? `: ${answer.comment}` : ''}`);
    return failure(site, error);
  }
  const error = own.error ?? failedWith('failed', `'${step.id}' failed`);
  if (!answer.granted || answer.choice === 'fail') return ended(site, error, kept(site), false);
  if (answer.choice === 'continue') return ended(site, error, kept(site), true);
  // Only a verdict goes back to the writer; a reviewer that broke down is asked again.
  if (own.rounds && (error.code === 'rounds_spent' || error.code === 'stagnation'))
    return rework(site, own.rounds.findings);
  return decideStart(site);
}

const kept = ({ own }: Site) => (own.result ? { result: own.result } : {});

function decideTool(site: Site, id: string): RunEvent {
  const call = site.own.calls?.[id];
  if (!call) throw new OmniError('OMNI6007', `There is no tool call ${id}`);
  const { said } = judge(site, ['tool'], { tool: call.tool as never, call: id });
  return { type: 'tool.judged', ...onStep(site), attempt: call.attempt, call: id, ...said };
}

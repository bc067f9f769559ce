/** The answers to judgements: every item of the agenda is answered by exactly one event, which removes it. */
import { OmniError } from '../../schema/error.ts';
import { rootBody } from '../compile/workflow.ts';
import type { RunEvent } from '../events.ts';
import type { Judgement } from '../facts.ts';
import { decideNext } from './compounds.ts';
import { type Context, failedWith, onStep, type Site, siteOf } from './context.ts';
import { evaluateOutputs, judgeFrame } from './ends.ts';
import { ended, failure } from './failure.ts';
import { judge } from './gate.ts';
import { decideMail } from './questions.ts';
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
    case 'mail':
      return decideMail(site);
    case 'tool':
      return decideCall(site, item.call);
    case 'turn':
      return decideTurn(site);
  }
}

function decideEnded(context: Context, path: string): RunEvent {
  const { state, workflow, at } = context;
  const frame = state.frames[path];
  if (!frame) throw new OmniError('OMNI6007', `The agenda names a frame that is not open: ${path}`);
  const outcome = frame.at as 'done' | 'failed' | 'cancelled';
  const error = outcome === 'failed' && frame.error ? { error: frame.error } : {};
  if (frame.parent) return { type: 'frame.closed', at, frame: path, outcome, ...error, ...judgeFrame(context, frame) };
  if (frame.body !== rootBody) throw new OmniError('OMNI6007', `Frame ${path} has no parent`);
  if (outcome !== 'done') {
    const refused = frame.error?.code === 'refused' && outcome === 'failed';
    return { type: 'run.finished', at, frame: path, outcome: refused ? 'refused' : outcome, ...error };
  }
  const given = evaluateOutputs(context, frame, workflow.outputs);
  if ('error' in given) return { type: 'run.finished', at, frame: path, outcome: 'failed', error: given.error };
  return { type: 'run.finished', at, frame: path, outcome: 'done', outputs: given.outputs };
}

/** A person has settled an ask that belongs to the step itself: an approval, or how a failure goes on. */
function decideAnswered(site: Site): RunEvent {
  const { own, step } = site;
  const answer = own.answer;
  if (!answer) throw new OmniError('OMNI6007', `Nobody has answered for '${step.id}'`);
  if (answer.kind === 'approve' || answer.kind === 'question') {
    const comment = answer.comment === undefined ? {} : { comment: answer.comment };
    const result = { ...answer.said, by: answer.by ?? '', ...comment };
    if (answer.granted) return { type: 'step.finished', ...onStep(site), outcome: 'done', result };
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

function decideCall(site: Site, id: string): RunEvent {
  const call = site.own.calls?.[id];
  if (!call) throw new OmniError('OMNI6007', `There is no call ${id}`);
  const base = { ...onStep(site), attempt: call.attempt, call: id };
  if (call.merge) {
    return { type: 'merge.judged', ...base, ...judge(site, ['merge'], { merge: call.merge as never, call: id }).said };
  }
  if (call.says !== undefined) {
    return { type: 'turn.judged', ...base, ...judge(site, ['turn'], { text: call.says, call: id }).said };
  }
  return { type: 'tool.judged', ...base, ...judge(site, ['tool'], { tool: call.tool as never, call: id }).said };
}

/** Whether a session goes on, after what it spent or what it asked for has closed its gate. */
function decideTurn(site: Site): RunEvent {
  const { verdict, said } = judge(site, ['turn']);
  const base = { ...onStep(site), attempt: site.own.attempt };
  if (verdict !== 'denied') return { type: 'turn.judged', ...base, ...said };
  return { type: 'step.stopping', ...base, why: 'refused', ...(said.decisions && { decisions: said.decisions }) };
}

/** A step is due: is it wanted, is it allowed, and what exactly is it? In this order. */
import type { JsonObject } from '../../schema/json.ts';
import type { RunEvent } from '../events.ts';
import { isSession } from '../sessions.ts';
import { evaluate } from '../values.ts';
import { reasonOf } from '../verdict.ts';
import { failedWith, onStep, type Site } from './context.ts';
import { askId, failure } from './failure.ts';
import { type Gate, judge } from './gate.ts';
import { whyIdle } from './plan/debate.ts';
import { planners } from './plan/index.ts';
import { planEnv, planTimeout, planWorktree } from './plan/surroundings.ts';

export function decideStart(site: Site): RunEvent {
  const { own, step } = site;
  const admitted = admit(site);
  if ('event' in admitted) return admitted.event;
  const { conditions } = admitted;
  const failed = conditions ? { conditions } : {};

  const env = planEnv(site);
  const worktree = planWorktree(site);
  const time = planTimeout(site);
  const planned = planners[step.kind](site);
  const fault = [env, worktree, time, planned].find((part) => 'fault' in part)?.fault;
  const mine = 'plan' in planned ? planned.plan : {};
  const plan = {
    ...mine,
    ...('plan' in env && env.plan),
    ...('plan' in worktree && worktree.plan),
    ...asksFirst(site, mine),
  };

  const gate = isSession(step)
    ? judge(site, ['step', 'turn'], { plan, text: String('prompt' in plan ? plan.prompt : '') })
    : judge(site, ['step'], { plan });
  if (gate.verdict !== 'allowed') return held(site, gate, conditions);
  // Judged all the same: a step that is sure to fail is a step.
  if (fault !== undefined) return failure(site, failedWith('expression', fault), failed);
  if ('fails' in planned) return failure(site, planned.fails, failed);
  const visit = own.visit;
  if ('asks' in planned) {
    const ask = { id: askId(site, 0), ...planned.asks };
    return { type: 'step.asked', ...onStep(site), visit, ...failed, ...gate.said, asks: [ask] };
  }
  if ('waits' in planned) {
    return { type: 'step.waiting', ...onStep(site), visit, ...failed, ...gate.said, until: planned.waits };
  }
  return {
    type: 'step.started',
    ...onStep(site),
    visit,
    attempt: own.attempt + 1,
    ...failed,
    ...gate.said,
    ...(Object.keys(plan).length > 0 && { plan }),
    ...('timeoutMs' in time && time.timeoutMs !== undefined && { deadline: site.at + time.timeoutMs }),
  };
}

/**
 * A `run` is a tool call, a merge lands content, and a session may have to be told more: what exactly, only their
 * performer can tell. Where a policy stands there, they ask before they do it; else the question would only cost time.
 */
function asksFirst({ step, policies, workflow, state, frame }: Site, plan: JsonObject): { asks?: true } {
  const kind = isSession(step) ? 'turn' : step.kind === 'run' ? 'tool' : step.kind === 'merge' ? 'merge' : undefined;
  if (kind === undefined) return {};
  const at = { workflow, state, frame: frame.path, step: step.id, plan };
  return policies.concern?.(kind, at) ? { asks: true } : {};
}

/** `if` is judged once a visit, whatever is tried again after. */
function admit(site: Site): { conditions?: Record<string, unknown> } | { event: RunEvent } {
  const { own, step, frame } = site;
  if (own.admitted) return {};
  const idle = whyIdle(site);
  if (idle !== undefined) {
    return { event: { type: 'step.skipped', ...onStep(site), visit: own.visit, conditions: { skips: idle } } };
  }
  if (!step.if) return {};
  const evaluation = evaluate(site.workflow, site.state, frame, step.if);
  if ('fault' in evaluation) return { event: failure(site, failedWith('expression', `if: ${evaluation.fault}`)) };
  const conditions = { if: evaluation.value ?? null };
  if (evaluation.value === true) return { conditions };
  return { event: { type: 'step.skipped', ...onStep(site), visit: own.visit, conditions } };
}

function held(site: Site, gate: Gate, conditions: Record<string, unknown> | undefined): RunEvent {
  const { own, step, state } = site;
  const base = { ...onStep(site), visit: own.visit, ...(conditions && { conditions }), ...gate.said };
  if (gate.verdict === 'held') return { type: 'step.asked', ...base };
  if (step.onError !== 'ask') return { type: 'step.refused', ...base };
  const choice = failure(site, failedWith('refused', reasonOf(state, gate.decisions)));
  return { type: 'step.refused', ...base, ...(choice.type === 'step.asked' && choice.asks && { asks: choice.asks }) };
}

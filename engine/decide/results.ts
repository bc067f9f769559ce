/** An attempt has come to its end by itself: what its kind makes of the result. */
import type { JsonObject } from '../../schema/json.ts';
import type { RunEvent } from '../events.ts';
import type { AttemptFinished } from '../facts.ts';
import { isSession } from '../sessions.ts';
import { nothingSpent } from '../state.ts';
import { usd } from '../values.ts';
import { failedWith, onStep, type Site } from './context.ts';
import { failure } from './failure.ts';
import { decideVerdict } from './review.ts';

/** What the rounds of a debate are made of; whoever performs it checks the rest. */
const wantedOf: Partial<Record<Site['step']['kind'], string>> = { head: 'answer', judge: 'synthesis' };

export function finishing(site: Site, fact: AttemptFinished): RunEvent {
  const { own, step } = site;
  const attempt = own.attempt;
  const result = isSession(step) ? { ...fact.result, ...whoAndWhat(site) } : fact.result;
  if (fact.error) return failure(site, fact.error, { attempt, result });
  if (step.kind === 'review') return decideVerdict(site, result);
  const wanted = wantedOf[step.kind];
  if (wanted !== undefined && typeof Object(result.output)[wanted] !== 'string') {
    return failure(site, failedWith('failed', `It gave no ${wanted}`), { attempt, result });
  }
  return { type: 'step.finished', ...onStep(site), attempt, outcome: 'done', result };
}

/** The machine knows who ran and what was reported; it does not take the agent's word for it. */
function whoAndWhat({ own, step, workflow }: Site): JsonObject {
  const known = String(own.plan?.agent ?? '');
  // Expressions read it, and they know the agents of their own workflow by its own names.
  const name = known.slice(step.flow.length);
  const vendor = workflow.vendors[known] ?? '';
  const spent = own.spent ?? nothingSpent();
  // No report at all is an unknown cost, never a free session.
  const isKnown = spent.known && own.heard?.usages !== 0;
  const who = step.kind === 'review' ? { reviewer: { name, vendor } } : { agent: name, vendor };
  const session = step.kind !== 'review' && own.session !== undefined ? { session: own.session } : {};
  return {
    ...who,
    ...session,
    tokens: { input: spent.input, output: spent.output },
    ...(isKnown && { cost_usd: usd(spent.microUsd) }),
  };
}

/** Asks the policies, once, and says what their answers amount to and which new asks they open. */
import { canonicalJson, type JsonObject } from '../../schema/json.ts';
import type { Ask, Decision, Tool } from '../events.ts';
import type { Point } from '../ports/policies.ts';
import { type Verdict, verdictOf } from '../verdict.ts';
import type { Site } from './context.ts';
import { askId, expiry } from './failure.ts';

export interface Gate {
  readonly verdict: Verdict;
  readonly decisions: readonly Decision[];
  /** What goes onto the event: nothing where nothing was said. */
  readonly said: { readonly decisions?: Decision[]; readonly asks?: Ask[] };
}

export interface About {
  readonly tool?: Tool;
  readonly call?: string;
  readonly plan?: JsonObject;
}

/** Never throws: a policy that does is a deny. */
export function judge(site: Site, points: readonly Point[], about: About = {}, before: readonly Decision[] = []): Gate {
  const decisions = [...before];
  for (const point of points) {
    for (const decision of asked(site, point, about)) {
      decisions.push({ ...decision, key: decision.key ?? keyOf(site, decision, about) });
    }
  }
  if (decisions.length === 0) return { verdict: 'allowed', decisions, said: {} };
  const verdict = verdictOf(site.state, decisions);
  const asks = verdict === 'held' ? openAsks(site, decisions, about) : [];
  return { verdict, decisions, said: { decisions, ...(asks.length > 0 && { asks }) } };
}

function asked(site: Site, point: Point, { tool, plan }: About): readonly Decision[] {
  const { state, frame, step, own, at } = site;
  const cost = { known: state.spent.known, runMicroUsd: state.spent.microUsd };
  const attempt = own.life === 'running' ? own.attempt : own.attempt + 1;
  const question = { point, run: state.run, frame: frame.path, step: step.id, kind: step.kind, attempt, at, cost };
  try {
    return site.policies.judge({ ...question, ...(tool && { tool }), ...(plan && { plan }) });
  } catch (error) {
    return [{ policy: 'omni', rule: 'undecided', decision: 'deny', reason: `The policies could not decide: ${error}` }];
  }
}

/** An ask is bound to what was shown: the same rule about the same call of the same step. */
function keyOf({ frame, step }: Site, { policy, rule }: Decision, { tool }: About): string {
  return canonicalJson([policy, rule, frame.path, step.id, ...(tool ? [tool] : [])]);
}

/** Only asks that nobody has answered and that are not open already: a checkpoint asks once, however many wait. */
function openAsks(site: Site, decisions: readonly Decision[], { call }: About): Ask[] {
  const { state, at } = site;
  const known = new Set(Object.values(state.asks).map(({ ask }) => ask.key));
  const asks: Ask[] = [];
  for (const { decision, key, policy, rule, reason } of decisions) {
    if (decision !== 'ask' || key === undefined || known.has(key) || Object.hasOwn(state.granted, key)) continue;
    known.add(key);
    asks.push({
      id: askId(site, asks.length),
      kind: 'policy',
      text: reason ?? `${policy} asks`,
      key,
      policy,
      rule,
      ...(call !== undefined && { call }),
      expiresAt: expiry(at),
    });
  }
  return asks;
}

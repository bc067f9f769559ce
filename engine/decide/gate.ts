/** Asks the policies, once, and says what their answers amount to and which new asks they open. */
import { canonicalJson, type JsonObject } from '../../schema/json.ts';
import type { Ask, Decision, Landing, Tool, Usage } from '../events.ts';
import type { Point, Question, Ruling } from '../ports/policies.ts';
import type { Waiter } from '../state.ts';
import { isGranted, type Verdict, verdictOf } from '../verdict.ts';
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
  readonly merge?: Landing;
  readonly call?: string;
  readonly text?: string;
  readonly usage?: Usage;
  readonly plan?: JsonObject;
  readonly answer?: NonNullable<Question['answer']>;
}

/** Never throws: a policy that does is a deny. */
export function judge(site: Site, points: readonly Point[], about: About = {}): Gate {
  const rulings: Ruling[] = [];
  for (const point of points) {
    for (const ruling of asked(site, point, about)) {
      // A rule may stand before several points that are one here: a step that begins a turn.
      if (rulings.some((other) => other.policy === ruling.policy && other.rule === ruling.rule && points.length > 1))
        continue;
      rulings.push({ ...ruling, key: ruling.key ?? keyOf(site, ruling, about) });
    }
  }
  if (rulings.length === 0) return { verdict: 'allowed', decisions: [], said: {} };
  const decisions = rulings.map(({ terms: _, ...decision }) => decision);
  const waiter = waiterOf(site, about, points);
  const verdict = verdictOf(site.state, decisions, waiter);
  const asks = verdict === 'held' ? openAsks(site, rulings, waiter) : [];
  return { verdict, decisions, said: { decisions, ...(asks.length > 0 && { asks }) } };
}

function waiterOf({ frame, step }: Site, { call }: About, points: readonly Point[]): Waiter {
  const isTurn = points.length === 1 && points[0] === 'turn' && call === undefined;
  return { frame: frame.path, step: step.id, ...(call !== undefined && { call }), ...(isTurn && { turn: true }) };
}

function asked(site: Site, point: Point, about: About): readonly Ruling[] {
  const { state, workflow, frame, step, own, at } = site;
  const attempt = own.life === 'running' ? own.attempt : own.attempt + 1;
  const where = { run: state.run, frame: frame.path, step: step.id, kind: step.kind, attempt, at };
  try {
    return site.policies.judge({ point, workflow, state, ...where, ...about });
  } catch (error) {
    return [{ policy: 'omni', rule: 'undecided', decision: 'deny', reason: `The policies could not decide: ${error}` }];
  }
}

/** An ask is bound to what was shown: the same rule about the same call of the same step. */
function keyOf({ frame, step }: Site, { policy, rule }: Decision, { tool, merge }: About): string {
  return canonicalJson([policy, rule, frame.path, step.id, ...(tool ? [tool] : []), ...(merge ? [merge] : [])]);
}

/** Only asks that nobody has answered and that are not open already: a checkpoint asks once, however many wait. */
function openAsks(site: Site, rulings: readonly Ruling[], waiter: Waiter): Ask[] {
  const { state, at } = site;
  const known = new Set(Object.values(state.asks).map(({ ask }) => ask.key));
  const asks: Ask[] = [];
  for (const { decision, key, policy, rule, reason, facts, terms } of rulings) {
    if (decision !== 'ask' || key === undefined || known.has(key) || isGranted(state, key, waiter, facts)) continue;
    known.add(key);
    asks.push({
      id: askId(site, asks.length),
      kind: 'policy',
      text: reason ?? `${policy} asks`,
      key,
      policy,
      rule,
      ...(waiter.call !== undefined && { call: waiter.call }),
      expiresAt: expiry(at),
      ...terms,
    });
  }
  return asks;
}

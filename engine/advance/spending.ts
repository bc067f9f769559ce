/** What has been spent: by the run, a step, an agent, a session, today, and by other runs. */
import { dayOf } from '../day.ts';
import type { EventOf, Usage } from '../events.ts';
import { dictionary, nothingSpent, type RunState, type Spent, type SpentBy, type StepState } from '../state.ts';
import { judgeAgain } from './asks.ts';
import type { Fold, Site } from './context.ts';

/** Of a session that ended without a word: something, nobody knows how much. */
export const unheard: Usage = { input: 0, output: 0 };

export function addUsage(site: Site, usage: Usage): void {
  const { own, state, at } = site;
  own.spent ??= nothingSpent();
  const all = [own.spent, state.spent, todayOf(state, at)];
  const by = spentBy(state, at);
  if (own.heard) {
    own.heard.spent ??= nothingSpent();
    all.push(own.heard.spent);
  }
  const agent = own.plan?.agent;
  if (typeof agent === 'string') all.push(entry(by.agents, agent));
  const session = sessionOf(own);
  if (session !== undefined) all.push(entry(by.sessions, session));
  for (const spent of all) add(spent, usage);
}

function add(spent: Spent, { input, output, costMicroUsd }: Usage): void {
  spent.input += input;
  spent.output += output;
  if (costMicroUsd === undefined) spent.known = false;
  else spent.microUsd += costMicroUsd;
}

/** The session that the open attempt of a step is, or that its next one continues. */
export function sessionOf({ session, plan }: StepState): string | undefined {
  if (session !== undefined) return session;
  return typeof plan?.session === 'string' ? plan.session : undefined;
}

/** Under its new name a session has spent what it had; what its attempt spent before it had any is its own, too. */
export function carrySpending({ state: { spentBy }, own }: Site, session: string): void {
  if (!spentBy || Object.hasOwn(spentBy.sessions, session)) return;
  const before = sessionOf(own);
  const known = before !== undefined && Object.hasOwn(spentBy.sessions, before) ? spentBy.sessions[before] : undefined;
  const spent = before === undefined ? own.heard?.spent : known;
  if (spent) spentBy.sessions[session] = { ...spent };
}

/** Over all visits of a step in its frame. */
export function spentSoFar({ spent = nothingSpent(), spentBefore }: StepState): Spent {
  if (spentBefore === undefined) return { ...spent };
  return {
    known: spent.known && spentBefore.known,
    microUsd: spent.microUsd + spentBefore.microUsd,
    input: spent.input + spentBefore.input,
    output: spent.output + spentBefore.output,
  };
}

function spentBy(state: RunState, at: number): SpentBy {
  state.spentBy ??= { agents: dictionary(), sessions: dictionary(), day: dayOf(at), today: nothingSpent() };
  return state.spentBy;
}

/** What is reported late counts to the latest day: rather too much than too little. */
function todayOf(state: RunState, at: number): Spent {
  const by = spentBy(state, at);
  const day = dayOf(at);
  if (day > by.day) {
    by.day = day;
    by.today = nothingSpent();
  }
  return by.today;
}

function entry(map: Record<string, Spent>, name: string): Spent {
  const found = Object.hasOwn(map, name) ? map[name] : undefined;
  if (found) return found;
  const fresh = nothingSpent();
  map[name] = fresh;
  return fresh;
}

/**
 * Whoever is held may be held by just that, and is judged again. A look-up that is delivered again must not bring back
 * what was true then.
 */
export function foldSpending({ state }: Fold, { elsewhere, fact }: EventOf<'spending.observed'>): void {
  state.elsewhere = elsewhere;
  if (fact !== undefined) state.told[fact] = true;
  const waiting = state.held;
  state.held = [];
  judgeAgain(state, waiting);
}

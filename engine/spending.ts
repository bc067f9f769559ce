/**
 * What policies know of money, from the state alone. An amount of which a part is unknown is unknown as a whole.
 *
 * What runs has been promised its limits: `reserved` is what it may still spend, so that steps side by side are let
 * in only as long as all of them together stay within a budget.
 */
import type { Amount, Cost } from '../policies/words.ts';
import type { AgentSpec } from '../schema/agent.ts';
import { sessionOf, spentSoFar } from './advance/spending.ts';
import type { Step, Workflow } from './compile/workflow.ts';
import { dayOf } from './day.ts';
import { openAttempts } from './open-attempts.ts';
import { isSession } from './sessions.ts';
import type { RunState, Spent, StepState } from './state.ts';

/** The step that something is judged of, and when. */
export interface CostSite {
  readonly workflow: Workflow;
  readonly state: RunState;
  readonly step: Step;
  readonly own: StepState;
  readonly at: number;
}

/**
 * @param planned the agent of a step that is due, by its name in the run, once its plan is known; until then it is
 * taken for the dearest that the step may have.
 */
export function costOf(site: CostSite, planned?: string): Cost {
  const { state, own, at } = site;
  return {
    run: amountOf(state.spent),
    get step() {
      return amountOf(spentSoFar(own));
    },
    get session() {
      return spentInSession(site);
    },
    get agent() {
      return spentByAgent(site, planned);
    },
    get reserved() {
      return reservedAt(site, planned);
    },
    get userToday() {
      return sum(ownToday(state, at), elsewhereToday(state, at)?.userMicroUsd);
    },
    get projectToday() {
      return sum(ownToday(state, at), elsewhereToday(state, at)?.projectMicroUsd);
    },
  };
}

/** What is known to have been spent is known only as a whole. */
const amountOf = (spent: Spent | undefined): Amount =>
  spent === undefined ? 0 : spent.known ? spent.microUsd : undefined;

const sum = (one: Amount, other: Amount): Amount =>
  one === undefined || other === undefined ? undefined : one + other;

const isOpen = ({ life }: StepState): boolean => life === 'running' || life === 'stopping';

function entryOf(map: Readonly<Record<string, Spent>> | undefined, name: string): Spent | undefined {
  return map && Object.hasOwn(map, name) ? map[name] : undefined;
}

/** A session that has no name yet has spent what its attempt has. */
function spentInSession({ state, own }: CostSite): Amount {
  const session = sessionOf(own);
  if (session !== undefined) return amountOf(entryOf(state.spentBy?.sessions, session));
  return isOpen(own) ? amountOf(own.heard?.spent) : 0;
}

/** A step that has no agent spends nothing by one; which of several it will be may not be known yet. */
function spentByAgent({ state, step, own }: CostSite, planned?: string): Amount {
  if (!isSession(step)) return 0;
  const name = agentOf(own) ?? planned ?? (step.agents.length === 1 ? step.agents[0] : undefined);
  return name === undefined ? undefined : amountOf(entryOf(state.spentBy?.agents, name));
}

const agentOf = ({ plan }: StepState): string | undefined => (typeof plan?.agent === 'string' ? plan.agent : undefined);

/** Never negative: what spent more than it was promised owes nothing back. */
function reservedAt({ workflow, state, step, own }: CostSite, planned?: string): number {
  let reserved =
    isOpen(own) || !isSession(step) ? 0 : dearest(workflow, planned === undefined ? step.agents : [planned]);
  for (const open of openAttempts(workflow, state)) {
    const agent = agentOf(open.own);
    if (!isSession(open.step) || agent === undefined) continue;
    reserved += Math.max(0, limitOf(workflow, agent) - (open.own.heard?.spent?.microUsd ?? 0));
  }
  return reserved;
}

const dearest = (workflow: Workflow, agents: readonly string[]): number =>
  agents.reduce((most, agent) => Math.max(most, limitOf(workflow, agent)), 0);

/** Micro-dollars that one session of the agent may cost, rounded up; without a limit it is promised nothing. */
function limitOf({ agents }: Workflow, name: string): number {
  const agent: AgentSpec | undefined = Object.hasOwn(agents, name) ? agents[name] : undefined;
  return Math.ceil(Number(((agent?.limits?.cost_usd ?? 0) * 1e6).toFixed(3)));
}

/** A day that has not come yet was written by a clock that was wrong: it counts. */
function ownToday({ spentBy }: RunState, at: number): Amount {
  return spentBy === undefined || spentBy.day < dayOf(at) ? 0 : amountOf(spentBy.today);
}

/** After midnight, until the new day was looked up, the figures of the evening stand in for it. */
const graceMs = 120_000;

function elsewhereToday({ elsewhere }: RunState, at: number) {
  return elsewhere !== undefined && elsewhere.day >= dayOf(at - graceMs) ? elsewhere : undefined;
}

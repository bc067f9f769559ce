/** Plays the events of one case against policies, and says each expectation that is not met. */
import type { PolicyTestCase, PolicyTestEvent } from '../../schema/policy-test.ts';
import type { Policy } from '../index.ts';
import { strictestOf } from '../strictest.ts';
import type { Moment } from '../words.ts';
import type { Agents } from './actors.ts';
import { createGrants, type Due } from './asks.ts';
import { compareDecision, compareState } from './expect.ts';
import { describeEvent, kindOf } from './kinds.ts';
import { createScene } from './scene.ts';
import { createStanding } from './standing.ts';
import type { CaseReport, Miss, Told, Tools } from './words.ts';

export interface Cast {
  /** What the workflow of the run is called. */
  readonly name: string;
  readonly policies: readonly Policy[];
  readonly agents: Agents;
  readonly tools: Tools;
}

export async function playCase(of: PolicyTestCase, { name, policies, agents, tools }: Cast): Promise<CaseReport> {
  const scene = createScene(name, of, agents, tools);
  const standing = createStanding(policies);
  const grants = createGrants(policies);
  const misses: Miss[] = [];
  const matched = new Set<string>();
  let waiting: Due | undefined;

  for (const [index, event] of of.events.entries()) {
    const moment = await scene.look(event);
    const told = happen(event, moment);
    const miss = { event: index + 1, what: describeEvent(event), told: told ?? [] };
    for (const difference of differences(event, told, moment)) misses.push({ ...miss, ...difference });
  }
  return { name: of.name, misses, matched: [...matched] };

  /** What policies say of it; undefined: nothing is decided here. */
  function happen(event: PolicyTestEvent, moment: Moment): readonly Told[] | undefined {
    const kind = kindOf(event);
    if (kind.is === 'answer') return answer(kind.answer === 'grant');
    if (kind.is === 'point') return decide({ point: kind.point, moment, ok: event.ok ?? true, granted: [], asks: [] });
    standing.follow(kind.fact, moment);
    if (kind.fact === 'step') scene.finish(moment);
    return undefined;
  }

  function decide(due: Due): readonly Told[] {
    const { point, moment, ok } = due;
    const all = standing.judge(point, moment);
    for (const { policy, rule } of all) matched.add(`${policy}/${rule}`);
    const told = all.filter((one) => !grants.covers(one, due));
    const decision = strictestOf(told);
    if (decision === 'ask') {
      const states = standing.states(moment);
      const asks = told.filter((one) => one.decision === 'ask');
      waiting = {
        ...due,
        asks: asks.map((one) => ({ told: one, state: states[one.policy] ?? {}, cost: moment.cost })),
      };
    }
    if (decision === 'allow') {
      const done = moment.tool ? { ...moment, tool: { ...moment.tool, ok } } : moment;
      if (point === 'tool') standing.follow('tool', done);
      scene.happen(point, done);
    }
    return told;
  }

  /** To what was asked last: it is judged again with what has come about since. */
  function answer(granted: boolean): readonly Told[] | undefined {
    const due = waiting;
    waiting = undefined;
    if (due === undefined) return undefined;
    const moment = scene.again(due.point, due.moment);
    for (const { told, state, cost } of due.asks) {
      const approval = { granted, by: 'somebody@example.com', rule: told.rule, state, cost };
      standing.follow('approval', { ...moment, approval }, told.policy);
    }
    return granted ? decide({ ...grants.grant(due), moment }) : due.asks.map(({ told }) => told);
  }

  function differences(event: PolicyTestEvent, told: readonly Told[] | undefined, moment: Moment) {
    const { expect, state, answer: given } = event;
    const states = state === undefined ? [] : compareState(state, standing.states(moment));
    if (told === undefined) return [...undecided(event), ...states];
    // Of a refusal only what is said of it is expected: that it does not pass goes without saying.
    const expected = expect ?? (given === 'refuse' ? undefined : 'allow');
    const difference = expected && compareDecision(expected, told, moment.tool?.reading);
    return [...(difference ? [difference] : []), ...states];
  }
}

/** An expectation where nothing is decided is a slip of the author, and never met. */
function undecided({ answer, expect }: PolicyTestEvent) {
  if (answer !== undefined) return [{ expected: 'an ask that is open', got: 'nobody was asked' }];
  return expect === undefined ? [] : [{ expected: 'a decision', got: 'nothing is decided of what happened already' }];
}

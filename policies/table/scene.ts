/** What has come about in a case: the time, the costs, what runs, the files and the verdicts. Each moment is one look at it. */
import type { PolicyTestCase, PolicyTestEvent } from '../../schema/policy-test.ts';
import type { Moment } from '../words.ts';
import { type Actor, type Agents, actorOf, whoIs } from './actors.ts';
import { type GuardedPoint, kindOf } from './kinds.ts';
import { createLedger } from './ledger.ts';
import { saidIn } from './said.ts';
import type { Tools } from './words.ts';
import { createWorkspace } from './workspace.ts';

/** A Monday morning, where a case does not say when it is. */
const BEGINNING = Date.UTC(2026, 0, 5, 10);
const STARTER = 'you@example.com';

export interface Scene {
  /** Lets time, files and costs be as the event says, and gives the moment that it is. */
  look(event: PolicyTestEvent): Promise<Moment>;
  /** The same moment, with what has come about since. */
  again(point: GuardedPoint, moment: Moment): Moment;
  /** What was allowed happens: a step runs from now on, a call changes files. */
  happen(point: GuardedPoint, moment: Moment): void;
  finish(moment: Moment): void;
}

interface Running {
  readonly agent: string;
  readonly vendor: string;
  readonly limit: number | undefined;
}

export function createScene(workflow: string, of: PolicyTestCase, agents: Agents, tools: Tools): Scene {
  const startedBy = of.started_by ?? STARTER;
  const run = { id: 'run', workflow, startedBy, startedAt: BEGINNING };
  const workspace = createWorkspace(tools);
  workspace.put(of.files ?? {});
  const ledger = createLedger();
  const running = new Map<string, Running>();
  const verdicts: NonNullable<Moment['merge']>['verdicts'][number][] = [];
  let now = BEGINNING;

  const limitOf = (agent: string | undefined) => (agent === undefined ? undefined : agents[agent]?.limits?.cost_usd);

  /** A step that is due counts its own limit to what may still be spent. */
  function around({ agent, session, step }: Pick<Moment, 'agent' | 'session' | 'step'>, starts: boolean) {
    const id = step?.id ?? '';
    const limits = new Map([...running].map(([each, { limit }]) => [each, limit]));
    if (starts) limits.set(id, limitOf(agent?.name));
    return {
      cost: ledger.cost({ session: session?.id, agent: agent?.name, step: id }, limits),
      running: [...running].map(([each, { agent: name, vendor }]) => ({ step: each, agent: name, vendor })),
    };
  }

  function note({ usage, verdict }: PolicyTestEvent, { agent, session, step }: Actor): void {
    if (usage?.run !== undefined) ledger.addElsewhere(usage.usd, (usage.by ?? startedBy) === startedBy);
    else if (usage) ledger.add({ session: session?.id, agent: agent?.name, step: step.id }, usage.usd);
    if (verdict) verdicts.push({ verdict: verdict.verdict, reviewer: whoIs(verdict.reviewer, agents) });
  }

  return {
    look: async (event) => {
      now = event.at === undefined ? now + 1000 : Date.parse(event.at);
      workspace.put(event.files ?? {});
      workspace.remove(event.without ?? []);
      const actor = actorOf(event, agents);
      note(event, actor);
      const kind = kindOf(event);
      const surroundings = around(actor, kind.is === 'point' && kind.point === 'step');
      const { cost } = surroundings;
      const said = await saidIn(event, { agents, tools, view: workspace.view, cost, verdicts: [...verdicts] });
      return { now, run, ...surroundings, ...actor, ...said };
    },
    again: (point, moment) => ({ ...moment, ...around(moment, point === 'step') }),
    happen: (point, { agent, step, tool }) => {
      if (tool && tool.ok !== false) workspace.follow(tool);
      if (point === 'step' && agent && step)
        running.set(step.id, { agent: agent.name, vendor: agent.vendor, limit: limitOf(agent.name) });
    },
    finish: ({ step }) => void running.delete(step?.id ?? ''),
  };
}

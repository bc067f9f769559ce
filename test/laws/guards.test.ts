/** Laws 6 and 7: what policies deny does not happen, reviewers are others, bounds hold. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Decision, EventOf, RunEvent } from '../../engine/events.ts';
import type { StepSpec } from '../../schema/steps/index.ts';
import { asking, type Case, cases } from './cases.ts';
import { holds, workflowOf } from './holds.ts';
import { ruleOf, toolRuleOf } from './script.ts';
import { inputs, isOwnStep, localName, vendorOf } from './stock.ts';
import { World } from './world.ts';

/** A noisy world in which the engine dies once, somewhere. */
const disturbed = fc.tuple(fc.oneof(cases, asking), fc.nat(), fc.nat(60));
const run = (given: Case, seed: number, kill: number): World =>
  new World(given, workflowOf(given), { seed, noise: true, twice: true, kills: [kill] }).run();

test('law 6: no step starts and no call is let through that was denied, or that somebody is still asked about', () => {
  holds(disturbed, 200, ([given, seed, kill]) => {
    const answered = new Map<string, boolean>();
    const keys = new Map<string, string>();
    for (const event of run(given, seed, kill).journal) {
      if ('asks' in event) for (const ask of event.asks ?? []) keys.set(ask.id, ask.key ?? ask.id);
      if (event.type === 'approval.granted') answered.set(keys.get(event.approval)!, true);
      if (event.type === 'approval.refused') answered.set(keys.get(event.approval)!, false);
      if (begins(event)) {
        expect(amountTo(event.decisions, answered)).toBe('allow');
        if (!isOwnStep(event.step)) expect(ruleOf(given.script, event.step)).not.toBe('deny');
      }
      if (event.type === 'tool.completed') {
        expect(toolRuleOf(given.script, event.step, Number(event.call.split(' call ')[1]))).not.toBe('deny');
      }
    }
  });
});

test('law 6: the world hears no yes to a call before its decisions amount to one', () => {
  holds(fc.tuple(asking, fc.nat()), 200, ([given, seed]) => {
    const watch = ({ events, effects }: { events: readonly RunEvent[]; effects: readonly object[] }) => {
      for (const effect of effects as { type: string; call?: string; allow?: boolean }[]) {
        if (effect.type !== 'answerTool') continue;
        const judged = events.filter((event) => 'call' in event && event.call === effect.call && 'decisions' in event);
        const { decisions = [] } = judged.at(-1) as { decisions?: Decision[] };
        if (effect.allow) expect(decisions.map(({ decision }) => decision)).not.toContain('deny');
        if (effect.allow) expect('asks' in judged.at(-1)!).toBe(false);
      }
    };
    new World(given, workflowOf(given), { seed, noise: true, watch }).run();
  });
});

test('law 7: a reviewer is of another known vendor than the writer, and there are no more rounds than allowed', () => {
  holds(disturbed, 200, ([given, seed, kill]) => {
    const steps = stepsIn(given);
    const { journal } = run(given, seed, kill);
    const retries = journal.filter((event) => event.type === 'approval.granted' && event.choice === 'retry').length;
    for (const event of journal) {
      const spec = 'step' in event ? steps.get(event.step!) : undefined;
      if (event.type !== 'step.started' || !spec || !('review' in spec)) continue;
      const { agent, writer, round } = event.plan as { agent: string; writer: string; round: number };
      if (spec.reviewer.vendor !== 'any') expect(vendorOf(agent)).not.toBe(vendorOf(writer) ?? vendorOf(agent));
      expect(given.unavailable).not.toContain(localName(agent));
      expect(round).toBeLessThanOrEqual(Number(spec.max_rounds) + retries + othersRounds(journal, event));
    }
  });
});

test('law 7: no loop exceeds its bound and no foreach its width, and a compound ends with nothing open below it', () => {
  holds(disturbed, 200, ([given, seed, kill]) => {
    const steps = stepsIn(given);
    const open = new Map<string, Set<string>>();
    const counts = new Map([['', Number(inputs.count)]]);
    const plans = new Map<string, { inputs?: { count: number }; max_rounds?: number }>();
    for (const event of run(given, seed, kill).journal) {
      if (event.type === 'frame.closed') for (const frames of open.values()) frames.delete(event.frame);
      if (event.type === 'step.started') plans.set(`${event.frame} ${event.step}`, event.plan ?? {});
      if (!('step' in event) || event.step === undefined) continue;
      const frames = open.get(`${event.frame} ${event.step}`) ?? new Set();
      open.set(`${event.frame} ${event.step}`, frames);
      const spec = steps.get(event.step);
      if (event.type === 'frame.opened') {
        frames.add(event.child);
        const { inputs: given, max_rounds: rounds } = plans.get(`${event.frame} ${event.step}`)!;
        if (given) counts.set(event.child, given.count);
        if (spec && 'steps' in spec) expectBounds(spec, frames.size, event.index ?? 0, countIn(counts, event.frame));
        else expect(frames.size).toBeLessThanOrEqual(event.step === 'heads' ? 3 : 1);
        if (spec && 'debate' in spec) expect(event.index).toBeLessThanOrEqual(rounds!);
      }
      if (event.type === 'step.finished' || event.type === 'step.cancelled') expect(frames.size).toBe(0);
    }
  });
});

function expectBounds(
  spec: Extract<StepSpec, { steps: StepSpec[] }>,
  open: number,
  index: number,
  count: number,
): void {
  const width = typeof spec.max_parallel === 'string' ? count : (spec.max_parallel ?? 4);
  const branches = spec.parallel === undefined ? 1 : spec.steps.length;
  expect(open).toBeLessThanOrEqual(spec.foreach ? width : branches);
  if (spec.until !== undefined) expect(index).toBeLessThan(Number(spec.max));
}

/** The input of that name, of the workflow that a frame is in. */
function countIn(counts: ReadonlyMap<string, number>, frame: string): number {
  const around = [...counts.keys()].filter((path) => path === '' || path === frame || frame.startsWith(`${path}/`));
  return counts.get(around.toSorted((a, b) => b.length - a.length)[0]!)!;
}

/** Something happens, or is asked for, that policies were to allow. */
function begins(event: RunEvent): event is EventOf<'step.started' | 'step.waiting' | 'step.asked'> {
  if (event.type === 'step.asked')
    return event.asks?.some(({ kind }) => kind === 'question' || kind === 'approve') === true;
  return event.type === 'step.started' || event.type === 'step.waiting';
}

/** Every ask granted, none refused, nothing denied. */
function amountTo(decisions: readonly Decision[] = [], answered: ReadonlyMap<string, boolean>): string {
  const words = decisions.map(({ decision, key }) => (decision === 'ask' && answered.get(key!) ? 'allow' : decision));
  return words.find((word) => word !== 'allow') ?? 'allow';
}

/** A review is entered again by a later review of the same body: those verdicts count too. */
function othersRounds(journal: readonly RunEvent[], at: { frame: string; step: string }): number {
  return journal.filter(
    (event) => event.type === 'review.reworked' && event.frame === at.frame && event.step !== at.step,
  ).length;
}

const stepsIn = ({ spec }: Case): Map<string, StepSpec> =>
  stepsOf([spec, ...Object.values(spec.workflows ?? {})].flatMap(({ workflow }) => workflow.steps));

function stepsOf(specs: readonly StepSpec[], all = new Map<string, StepSpec>()): Map<string, StepSpec> {
  for (const spec of specs) {
    all.set(spec.id!, spec);
    if ('steps' in spec) stepsOf(spec.steps, all);
    if (Array.isArray(spec.on_error)) stepsOf(spec.on_error, all);
  }
  return all;
}

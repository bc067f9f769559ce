/** Runs under real policies: what was judged is judged the same again, and only what was let through has happened. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance } from '../../engine/advance/index.ts';
import { compile } from '../../engine/compile/index.ts';
import type { RunEvent, Tool } from '../../engine/events.ts';
import { guards } from '../../engine/guards/index.ts';
import { initialState, type RunState } from '../../engine/state.ts';
import { verify } from '../../engine/verify.ts';
import { whatIf } from '../../engine/what-if.ts';
import type { PolicySpec } from '../../schema/policy.ts';
import type { Spec } from '../../schema/spec.ts';
import type { StepSpec } from '../../schema/steps/index.ts';
import { allSteps, guarded, type Placed, place, steady } from './guarded.ts';
import { holds, holdsLater, workflowOf } from './holds.ts';
import { Ledger } from './ledger.ts';
import { toolRules } from './policies.ts';
import { World } from './world.ts';

/** A noisy world in which the engine dies now and then. */
const disturbed = fc.tuple(
  guarded,
  fc.nat(),
  fc.uniqueArray(fc.nat(80), { maxLength: 3 }),
  fc.constantFrom(undefined, 1, 3),
);
const chanceOf = (seed: number, kills: number[], limit: number | undefined) => ({
  seed,
  kills,
  noise: true,
  twice: true,
  ...(limit !== undefined && { limit }),
});

test('every generated policy is valid where it stands', () => {
  holds(fc.oneof(guarded, steady), 200, ({ spec }) => {
    const compiled = compile(spec);
    expect('problems' in compiled ? compiled.problems : []).toEqual([]);
  });
});

test('a verifying replay judges as it was judged, and a what-if with the same policies finds no difference', async () => {
  await holdsLater(disturbed, 200, async ([given, seed, kills, limit]) => {
    const workflow = workflowOf(given);
    const { journal } = new World(given, workflow, chanceOf(seed, kills, limit)).run();
    expect((await verify(workflow, journal, guards)).differences).toEqual([]);
    expect((await whatIf(workflow, journal, guards, () => [])).differences).toEqual([]);
  });
});

test('law 6: nothing passes that was denied or held, nor what is asked without an answer of its own', () => {
  holds(disturbed, 300, ([given, seed, kills, limit]) => {
    const workflow = workflowOf(given);
    const { journal } = new World(given, workflow, chanceOf(seed, kills, limit)).run();
    const state = initialState();
    const ledger = new Ledger();
    for (const [nth, event] of journal.entries()) {
      advance(workflow, state, event);
      expect([nth, event.type, ledger.see(event, cameOf(state, event))]).toEqual([nth, event.type, []]);
    }
    expect(state).toMatchObject({ agenda: [], asks: {}, held: [], timers: {} });
    expect(Object.values(state.granted).filter(({ once }) => once)).toEqual([]);
  });
});

test('law 6: no call is let through that a deny over it stands against, read without the policies', () => {
  let denies = 0;
  holds(fc.tuple(disturbed, denying), 150, ([[mild, seed, kills, limit], more]) => {
    const given = { ...mild, spec: place(mild.spec, more) };
    const workflow = workflowOf(given);
    const { journal } = new World(given, workflow, chanceOf(seed, kills, limit)).run();
    const agents = new Map<string, string>();
    const live: PolicySpec[] = [];
    const state = initialState();
    for (const event of journal) {
      advance(workflow, state, event);
      if (event.type === 'policy.added') live.push(event.policy as unknown as PolicySpec);
      if (event.type === 'step.started')
        agents.set(`${event.frame} ${event.step}`, String((event.plan as { agent?: string } | undefined)?.agent));
      if (event.type !== 'tool.requested') continue;
      const step = steps(given.spec).get(event.step);
      const agent = given.spec.agents[agents.get(`${event.frame} ${event.step}`) ?? ''];
      const over = [given.spec, given.spec.workflow, agent, step].flatMap((holder) => holder?.policies ?? []);
      const isDenied = [...over, ...live].some((policy) => denied(policy, event.tool));
      if (!isDenied) continue;
      denies += 1;
      expect(cameOf(state, event)).toBe('denied');
    }
  });
  expect(denies).toBeGreaterThan(3);
});

const denying: fc.Arbitrary<Placed> = fc.record({
  level: fc.constantFrom<Placed['level']>('project', 'workflow', 'agent', 'step'),
  pick: fc.nat(99),
  policy: fc.constantFrom(...Object.keys(toolRules)).map((when): PolicySpec => {
    return { name: 'p', rules: [{ id: 'no', before: 'tool', when, decide: 'deny', reason: 'No' }] };
  }),
});

const steps = (spec: Spec): Map<string, StepSpec> =>
  new Map(
    [spec, ...Object.values(spec.workflows ?? {})]
      .flatMap(({ workflow }) => allSteps(workflow.steps))
      .map((step) => [step.id!, step]),
  );

/** By a rule that says the same wherever it is asked. */
function denied({ opaque, rules }: PolicySpec, tool: Tool): boolean {
  return rules.some(({ before, when, decide }) => {
    if (decide !== 'deny' || ![before].flat().includes('tool') || opaque) return false;
    return when === undefined || toolRules[when]?.(tool) === true;
  });
}

/** What the engine made of it. */
function cameOf({ frames }: RunState, event: RunEvent): 'passed' | 'held' | 'denied' {
  if (!('step' in event) || event.step === undefined) return 'denied';
  const own = frames[event.frame]?.steps[event.step];
  if ('call' in event) {
    const life = own?.calls?.[event.call]?.life;
    return life === 'allowed' ? 'passed' : life === 'asking' ? 'held' : 'denied';
  }
  switch (event.type) {
    case 'step.started':
    case 'step.waiting':
      return 'passed';
    case 'step.asked':
      return event.asks?.some(({ kind }) => kind === 'question' || kind === 'approve')
        ? 'passed'
        : event.error
          ? 'denied'
          : 'held';
    case 'usage.reported':
    case 'turn.judged':
      return event.decisions ? 'held' : 'denied';
    default:
      return 'denied';
  }
}

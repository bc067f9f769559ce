/** The fifteen bugs that design.md section 8 says will be made here, each with the test that catches it. */
import { describe, expect, test } from 'vitest';
import { advance } from '../../engine/advance/index.ts';
import { compile } from '../../engine/compile/index.ts';
import type { Decision } from '../../engine/events.ts';
import type { Policies } from '../../engine/ports/policies.ts';
import { settleAgenda } from '../../engine/settle.ts';
import type { RunState } from '../../engine/state.ts';
import { canonicalJson } from '../../schema/json.ts';
import type { Spec } from '../../schema/spec.ts';
import { effectsOf, Play } from './play.ts';

const agent = (id: string, more: object = {}) => ({ id, agent: 'ada', prompt: 'go', ...more });
const run = (id: string, more: object = {}) => ({ id, run: ['true'], ...more });
const review = (id: string, of: string, more: object = {}) => ({
  id,
  review: of,
  reviewer: { from: ['bob'] },
  ...more,
});
const changes = (text: string) => ({
  result: { verdict: 'request_changes', findings: [{ severity: 'blocking', text }] },
});

test('1 a timer of an older generation does nothing to the attempt that came after', () => {
  const play = new Play([run('a', { timeout: '1s', retry: { attempts: 2 } })]);
  const [timer] = Object.entries(play.state.timers)[0]!;
  const { generation } = play.state.timers[timer]!;
  play.fail('a');
  expect(play.state.timers[timer]?.generation).toBeGreaterThan(generation);
  expect(play.say({ type: 'timer.fired', timer, generation }).events).toEqual([]);
  expect(play.step('a')).toMatchObject({ life: 'running', attempt: 2 });
});

test('2 attempts go on counting over a rework, so a late result of the first visit is stale', () => {
  const play = new Play([agent('w'), review('v', 'w')]);
  play.finish('w');
  play.finish('v', 1, changes('x'));
  expect(play.step('w')).toMatchObject({ life: 'running', visit: 2, attempt: 2 });
  expect(play.finish('w', 1).events).toEqual([]);
  expect(play.step('w')?.life).toBe('running');
});

test('3 a rework over a foreach opens frames of a new visit', () => {
  const play = new Play([agent('w'), { id: 'f', foreach: { x: [1] }, steps: [run('c')] }, review('v', 'w')]);
  play.finish('w');
  play.finish('c', 1, {}, 'f@1[0]');
  play.finish('v', 1, changes('x'));
  play.finish('w', 2);
  expect(play.all('frame.opened').map(({ child }) => child)).toEqual(['f@1[0]', 'f@2.2[0]']);
  expect(play.finish('c', 1, {}, 'f@1[0]').events).toEqual([]);
  expect(play.step('c', 'f@2.2[0]')?.life).toBe('running');
});

test('4 `if` is judged once a visit, however often the step is tried', () => {
  const play = new Play([run('a', { if: 'inputs.yes', retry: { attempts: 3 } })], { inputs: { yes: true } });
  play.fail('a', 1);
  play.fail('a', 2);
  play.fail('a', 3);
  expect(play.all('step.started').map(({ conditions }) => conditions)).toEqual([{ if: true }, undefined, undefined]);
});

test('a timeout that is worked out counts like one that is written down, and says so', () => {
  const group = {
    id: 'g',
    timeout: '${{ inputs.patience }}',
    steps: [run('a', { timeout: '${{ inputs.patience }}' })],
  };
  const play = new Play([group], { inputs: { patience: '1s' } });
  const [outer, inner] = Object.values(play.state.timers);
  expect([outer?.deadline, inner?.deadline]).toEqual([play.now + 1000, play.now + 1000]);
  play.fire('timeout::g');
  play.stopped('a', 1, 'g@1');
  expect(play.state.error).toMatchObject({ code: 'timeout', message: "'g' took longer than its timeout" });
});

describe('5 a cancel overrides a timeout', () => {
  test('of a step that is being stopped', () => {
    const play = new Play([run('a', { timeout: '1s', retry: { attempts: 2 } })]);
    play.fire('timeout');
    play.cancel();
    play.stopped('a');
    expect(play.all('step.started')).toHaveLength(1);
    expect(play.state.status).toBe('cancelled');
  });

  test('of a group whose children are being stopped', () => {
    const play = new Play([{ id: 'g', timeout: '1s', retry: { attempts: 2 }, steps: [run('a')] }]);
    play.fire('timeout');
    play.cancel();
    play.stopped('a', 1, 'g@1');
    expect(play.all('step.started').map(({ step }) => step)).toEqual(['g', 'a']);
    expect(play.state.status).toBe('cancelled');
  });
});

test('6 a cancel purges the agenda, whatever its length', () => {
  const steps = [{ id: 'f', foreach: { x: [1, 2, 3] }, steps: [run('a'), run('b')] }];
  const whole = new Play(steps).journal.length;
  const lengths = new Set<number>();
  for (let length = 1; length <= whole; length += 1) {
    const play = new Play(steps);
    play.cut(length);
    lengths.add(play.state.agenda.length);
    const stops = effectsOf(play.cancel(), 'stopAttempt');
    for (const { frame, step, attempt } of stops) play.stopped(step, attempt, frame);
    expect([length, play.state.status, play.state.agenda]).toEqual([length, 'cancelled', []]);
    expect(play.journal.slice(length).map(({ type }) => type)).not.toContain('step.started');
  }
  expect([...lengths].sort()).toEqual([0, 1, 2]);
});

test('7 closed frames leave memory: 10,000 items, and never more frames than max_parallel and the depth', () => {
  const items = Array.from({ length: 10_000 }, (_, index) => index);
  const play = new Play([{ id: 'f', foreach: { x: items }, max_parallel: 3, steps: [run('a')] }]);
  for (const index of items) {
    expect(Object.keys(play.state.frames).length).toBeLessThanOrEqual(4);
    play.finish('a', 1, {}, `f@1[${index}]`);
  }
  expect(play.state.status).toBe('done');
});

test('8 a result that comes while the attempt is being stopped loses', () => {
  const play = new Play([run('a', { timeout: '1s' })]);
  play.fire('timeout');
  play.finish('a', 1, { result: { exit_code: 0 } });
  expect(play.all('step.finished')).toMatchObject([{ outcome: 'failed', error: { code: 'timeout' } }]);
});

test('9 a foreach does not end while one of its frames is open, even when two close at once', () => {
  const shared: Policies = { judge: ({ step }) => (step === 'a' ? [asks('once', 'shared')] : []) };
  const play = new Play([{ id: 'f', foreach: { x: [1, 2, 3] }, max_parallel: 2, steps: [run('a')] }, run('z')], {
    policies: shared,
  });
  const [ask] = Object.keys(play.state.asks);
  play.answer(ask!, false);
  expect(play.all('frame.closed')).toHaveLength(3);
  expect(play.journal.findIndex(({ type }) => type === 'run.finished')).toBe(play.journal.length - 1);
  expect(play.state.status).toBe('refused');
});

test('10 the agenda keeps its order when the state is written as canonical JSON', () => {
  const steps = [{ id: 'f', foreach: { x: [1, 2, 3] }, steps: [run('a')] }];
  const { journal } = new Play(steps);
  for (let length = 1; length <= journal.length; length += 1) {
    const play = new Play(steps);
    play.cut(length);
    const written: RunState = JSON.parse(canonicalJson(play.state));
    expect(settleAgenda(play.workflow, written, play.now, play.policies).events).toEqual(journal.slice(length));
  }
});

test('11 nothing below a group is entered before its own `if` and policies were judged', () => {
  const asking: Policies = { judge: ({ step }) => (step === 'g' ? [asks('may g', 'g')] : []) };
  const play = new Play([{ id: 'g', if: 'inputs.yes', steps: [run('a')] }], {
    inputs: { yes: true },
    policies: asking,
  });
  expect(play.state.agenda).toEqual([]);
  expect(Object.keys(play.state.frames)).toEqual(['']);
  const skipped = new Play([{ id: 'g', if: 'inputs.yes', steps: [run('a')] }], { inputs: { yes: false } });
  expect(skipped.journal.map(({ type }) => type)).toEqual(['run.created', 'step.skipped', 'run.finished']);
});

test('12 a step that stays where it is takes the event all the same: it asks a second time', () => {
  const play = new Play([run('a', { on_error: 'ask', env: { X: '${{ inputs.gone.x }}' } })], { inputs: { gone: {} } });
  play.answer('r.1', true, { choice: 'retry' });
  expect(play.step('a')?.life).toBe('asking');
  expect(Object.keys(play.state.asks)).toEqual(['r.2']);
});

describe('13 an expression that fails is a failure of its step, never an exception', () => {
  const gone = 'inputs.gone.x';
  const sites: Record<string, object> = {
    if: run('s', { if: `${gone} == 1` }),
    prompt: agent('s', { prompt: `\${{ ${gone} }}` }),
    env: run('s', { env: { X: `\${{ ${gone} }}` } }),
    argv: { id: 's', run: ['echo', `\${{ ${gone} }}`] },
    foreach: { id: 's', foreach: { x: `\${{ ${gone} }}` }, steps: [run('a')] },
    max_parallel: { id: 's', foreach: { x: [1] }, max_parallel: `\${{ ${gone} }}`, steps: [run('a')] },
    max: { id: 's', until: 'true', max: `\${{ ${gone} }}`, steps: [run('a')] },
    approve: { id: 's', approve: `\${{ ${gone} }}` },
    fail: { id: 's', fail: `\${{ ${gone} }}` },
    merge: { id: 's', merge: [`\${{ ${gone} }}`], into: 'main' },
    into: { id: 's', merge: ['x'], into: `\${{ ${gone} }}` },
    worktree: agent('s', { worktree: { base: `\${{ ${gone} }}` } }),
  };
  test.each(Object.keys(sites))('%s', (site) => {
    const play = new Play([sites[site]!], { inputs: { gone: {} } });
    expect(play.all('step.finished')).toMatchObject([{ step: 's', outcome: 'failed', error: { code: 'expression' } }]);
    expect(play.state.status).toBe('failed');
  });

  test('until', () => {
    const play = new Play([{ id: 's', until: `${gone} == 1`, max: 3, steps: [run('a')] }], { inputs: { gone: {} } });
    play.finish('a', 1, {}, 's@1[0]');
    expect(play.all('step.finished').at(-1)).toMatchObject({ step: 's', error: { code: 'expression' } });
  });

  test('contract and max_rounds', () => {
    for (const key of ['contract', 'max_rounds']) {
      const play = new Play([agent('w'), review('s', 'w', { [key]: `\${{ ${gone} }}` })], { inputs: { gone: {} } });
      play.finish('w');
      expect(play.all('step.finished').at(-1)).toMatchObject({ step: 's', error: { code: 'expression' } });
    }
  });

  test('outputs', () => {
    const spec = {
      workflow: { name: 'o', inputs: { gone: {} }, steps: [run('a')], outputs: { x: `\${{ ${gone} }}` } },
      agents: {},
    };
    const compiled = compile(spec as unknown as Spec);
    if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
    const play = Object.assign(new Play([run('a')], { inputs: { gone: {} } }), { workflow: compiled.workflow });
    play.finish('a');
    expect(play.all('run.finished')).toMatchObject([{ outcome: 'failed', error: { code: 'expression' } }]);
  });
});

test('14 recovery loses the attempt before it judges what the dead session waited for', () => {
  const asking: Policies = { judge: ({ point }) => (point === 'tool' ? [asks('tool', 'push')] : []) };
  const play = new Play([agent('a')], { policies: asking });
  play.say({
    type: 'tool.requested',
    frame: '',
    step: 'a',
    attempt: 1,
    call: 'c',
    tool: { kind: 'shell', name: 'sh', input: {} },
  });
  const before = play.journal.length;
  play.answer('r.1', true);
  expect(play.journal.slice(before).map(({ type }) => type)).toEqual(['approval.granted', 'tool.judged']);
  const back = play.die(before + 1);
  expect(back.events.map(({ type }) => type)).toEqual(['attempt.failed', 'step.started']);
  expect(effectsOf(back, 'answerTool')).toEqual([]);
});

test('15 two asks, one granted, then a third policy denies: deny wins', () => {
  const decisions: Decision[] = [asks('one', 'k1'), asks('two', 'k2')];
  const play = new Play([run('a')], { policies: { judge: ({ point }) => (point === 'step' ? [...decisions] : []) } });
  expect(Object.keys(play.state.asks)).toEqual(['r.1', 'r.2']);
  play.answer('r.1', true);
  expect(play.step('a')?.life).toBe('asking');
  decisions.push({ policy: 'three', rule: 'never', decision: 'deny' });
  play.answer('r.2', true);
  expect(play.all('step.started')).toEqual([]);
  expect(play.state.status).toBe('refused');
});

test('a forged event is no way round a policy: advance verifies what decide wrote', () => {
  const denied: Decision = { policy: 'p', rule: 'r', decision: 'deny' };
  const play = new Play([run('a')], { policies: { judge: () => [asks('p', 'k')] } });
  const started = { type: 'step.started', at: 1, frame: '', step: 'a', visit: 1, attempt: 1, fact: 'f' } as const;
  for (const decision of [denied, asks('p', 'k')]) {
    const forged = { ...started, decisions: [decision] };
    expect(() => advance(play.workflow, structuredClone(play.state), forged)).toThrow('can not have happened');
  }
});

function asks(policy: string, key: string): Decision {
  return { policy, rule: 'r', decision: 'ask', key };
}

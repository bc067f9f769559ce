/** Which paths there are: what each way of leaving a step means for what comes after. */
import { describe, expect, test } from 'vitest';
import { agent, approve, ask, group, run } from './ask.ts';

describe('a step in sequence', () => {
  test('has been done before what follows', () => {
    expect(ask([run('a'), approve('ok'), run('t')], 't', 'ok')).toBe('holds');
    expect(ask([run('a'), run('t'), approve('ok')], 't', 'ok')).toBe('a done -> t');
    expect(ask([run('t'), approve('ok')], 't', 'ok')).toBe('t');
  });

  test('is no guard of itself', () => {
    expect(ask([run('a'), run('t')], 't', 't')).toBe('a done -> t');
  });

  test('that is skipped has not been done', () => {
    expect(ask([approve('ok', { if: "inputs.goal == 'x'" }), run('t')], 't', 'ok')).toBe('ok skipped -> t');
  });

  test('that failed and is passed over has not been done', () => {
    expect(ask([run('a'), run('ok', { on_error: 'continue' }), run('t')], 't', 'ok')).toBe(
      'a done -> ok failed, continued -> t',
    );
    expect(ask([run('ok', { on_error: 'ask' }), run('t')], 't', 'ok')).toBe('ok failed, continued by a person -> t');
  });

  test('that was lost in a crash may be let be by a person', () => {
    expect(ask([run('ok', { on_lost: 'ask' }), run('t')], 't', 'ok')).toBe(
      'ok lost in a crash, continued by a person -> t',
    );
    expect(ask([run('ok', { on_lost: 'retry' }), run('t')], 't', 'ok')).toBe('holds');
  });

  test('of kind fail is never done, and nothing follows it but when it is skipped', () => {
    const stop = { id: 'stop', fail: 'No.', if: "inputs.goal == 'x'" };
    expect(ask([run('a'), stop, run('t')], 't', 'stop')).toBe('a done -> stop skipped -> t');
    expect(ask([{ id: 'stop', fail: 'No.', on_error: 'continue' }, run('t')], 't', 'stop')).toBe(
      'stop failed, continued -> t',
    );
  });
});

describe('steps that handle a failure', () => {
  const handled = run('a', { on_error: [approve('ok')] });
  test('are passed only when it fails', () => {
    expect(ask([handled, run('t')], 't', 'ok')).toBe('a done -> t');
    expect(ask([handled, run('t')], 't', ['a', 'ok'])).toBe('holds');
  });

  test('do not make a guard done that failed', () => {
    expect(ask([run('ok', { on_error: [run('fix')] }), run('t')], 't', 'ok')).toBe(
      'ok failed -> ok__catch.fix done -> ok__catch done -> t',
    );
  });

  test('are reached, and may fail', () => {
    expect(ask([run('a', { on_error: [run('t')] })], 't', 'a')).toBe('a failed -> a__catch.t');
    expect(ask([run('a', { on_error: [{ id: 'stop', fail: 'No.' }] }), run('t')], 't', 'a')).toBe('holds');
  });
});

describe('a review', () => {
  const review = (more: object = {}) => ({ id: 'r', review: 'w', reviewer: { from: ['codex'] }, ...more });
  test('that sends back comes again', () => {
    expect(ask([agent('w'), run('check'), review(), run('t')], 't', 'r')).toBe('holds');
    expect(ask([agent('w'), run('check', { on_error: 'continue' }), review(), run('t')], 't', 'check')).toBe(
      'w done -> check failed, continued -> r done -> t',
    );
  });

  test('that a person passes over has not been done', () => {
    expect(ask([agent('w'), review({ on_error: 'ask' }), run('t')], 't', 'r')).toBe(
      'w done -> r failed, continued by a person -> t',
    );
  });
});

describe('a group', () => {
  test('is entered and left, however deep', () => {
    const nested = group('g', [run('a'), group('h', [approve('ok')])]);
    expect(ask([nested, run('t')], 't', 'ok')).toBe('holds');
    expect(ask([nested, run('t')], 't', ['h', 'a'])).toBe('holds');
    expect(ask([nested, run('t')], 'ok', 'g')).toBe('g.a done -> g.h.ok');
  });

  test('that fails as a whole passes nothing', () => {
    expect(ask([run('p'), group('g', [approve('ok')], { on_error: 'continue' }), run('t')], 't', 'ok')).toBe(
      'p done -> g failed, continued -> t',
    );
  });

  test('tells each step of its body on the way', () => {
    expect(ask([group('g', [run('a'), run('b', { if: "inputs.goal == 'x'" })]), run('t')], 't', 'b')).toBe(
      'g.a done -> g.b skipped -> g done -> t',
    );
  });

  test('is a guard itself when it is done', () => {
    expect(ask([group('g', [run('a', { on_error: 'continue' })]), run('t')], 't', 'g')).toBe('holds');
  });
});

describe('a foreach', () => {
  const each = (list: unknown, steps: readonly object[], more: object = {}) => ({
    id: 'e',
    foreach: { n: list },
    steps,
    ...more,
  });
  test('may have no items', () => {
    expect(ask([each('${{ agents }}', [approve('ok')]), run('t')], 't', 'ok')).toBe('e done with no items -> t');
    expect(ask([each([], [approve('ok')]), run('t')], 't', 'ok')).toBe('e done with no items -> t');
  });

  test('has some where that is written down, or said by a schema', () => {
    expect(ask([each([1], [approve('ok')]), run('t')], 't', 'ok')).toBe('holds');
    const list = (minItems: number) =>
      agent('p', {
        output: { type: 'object', required: ['l'], properties: { l: { type: 'array', minItems, items: {} } } },
      });
    const over = (text: string, minItems = 1) =>
      ask([list(minItems), each(text, [approve('ok')]), run('t')], 't', 'ok');
    expect(over('${{ steps.p.output.l }}')).toBe('holds');
    expect(over('${{ steps.p.output.l }}', 0)).toBe('p done -> e done with no items -> t');
    expect(over('${{ steps.p.output.l.filter(i, i != 1) }}')).toBe('p done -> e done with no items -> t');
  });

  test('passes nothing from item to item', () => {
    expect(ask([each([1, 2], [run('t'), approve('ok')], { max_parallel: 1 })], 't', 'ok')).toBe('e.t');
    expect(ask([each([1, 2], [approve('ok', { if: 'index == 0' }), run('t')])], 't', 'ok')).toBe('e.ok skipped -> e.t');
  });

  test('is done when its items are', () => {
    expect(ask([each([1, 2], [run('a')]), run('t')], 't', 'e')).toBe('holds');
    expect(ask([each('${{ agents }}', [run('a')]), run('t')], 't', 'e')).toBe('holds');
  });
});

describe('a loop', () => {
  const loop = (until: string, steps: readonly object[], more: object = {}) => ({
    id: 'u',
    until,
    max: 3,
    steps,
    ...more,
  });
  test('has at least one round', () => {
    expect(ask([loop('true', [approve('ok')]), run('t')], 't', 'ok')).toBe('holds');
  });

  test('comes round to what stands before', () => {
    expect(ask([loop('false', [run('t'), approve('ok')])], 't', 'ok')).toBe('u.t');
    expect(ask([loop('false', [approve('ok'), run('t')])], 't', 'ok')).toBe('holds');
  });

  test('that spends its rounds has failed', () => {
    expect(ask([loop('false', [run('a')], { on_error: 'continue' }), run('t')], 't', 'u')).toBe(
      'u failed, continued -> t',
    );
  });
});

test('a path is a shortest one', () => {
  const maybe = (id: string) => run(id, { if: "inputs.goal == 'x'" });
  const long = group('g', [run('a'), run('b')], { if: "inputs.goal == 'x'" });
  expect(ask([long, maybe('q'), run('t')], 't', 'q')).toBe('g skipped -> q skipped -> t');
  const handled = run('ok', { on_error: [run('x'), run('y')], if: "inputs.goal == 'x'" });
  expect(ask([handled, run('t')], 't', 'ok')).toBe('ok skipped -> t');
});

test('exploration is bounded, and never holds when it hits the bound', () => {
  const steps = [...Array.from({ length: 9 }, (_, at) => run(`s${at}`)), approve('ok'), run('t')];
  // Ten steps up to the guard, and the end of a body that failed.
  expect(ask(steps, 't', 'ok', 11)).toBe('holds');
  expect(ask(steps, 't', 'ok', 10)).toBe('undecided');
  expect(ask(steps, 's5', 'ok', 10)).toBe('s0 done -> s1 done -> s2 done -> s3 done -> s4 done -> s5');
  expect(ask(steps, 's8', 'ok', 5)).toBe('undecided');
});

test('a loop of many rounds within many items is explored once', () => {
  const inner = { id: 'u', until: 'false', max: 1000, steps: [run('a'), approve('ok'), run('t')] };
  const steps = [{ id: 'e', foreach: { n: Array.from({ length: 1000 }, (_, at) => at) }, steps: [inner] }];
  expect(ask(steps, 't', 'ok', 12)).toBe('holds');
});

/** What names mean, what several of them mean, and what conditions rule out. */
import { describe, expect, test } from 'vitest';
import { type Assertion, checkAssertions, judgeAssertion } from '../../../engine/explore/index.ts';
import { workflowOf } from '../spec.ts';
import { approve, ask, group, run } from './ask.ts';

const judge = (steps: readonly object[], assertion: Assertion) => judgeAssertion(workflowOf(steps), assertion);

describe('a name', () => {
  const merge = (id: string) => ({ id, merge: ['a'], into: 'main' });
  const two = [group('g', [approve('ok'), run('t')]), group('h', [approve('ok'), merge('land')]), merge('merge')];

  test('is an id wherever it stands, an address, or a kind', () => {
    const meant = (name: string) => judge(two, { targets: [name], guards: ['g'] });
    expect(meant('ok')).toMatchObject({ targets: ['g.ok', 'h.ok'] });
    expect(meant('h.ok')).toMatchObject({ targets: ['h.ok'] });
    expect(meant('approve')).toMatchObject({ targets: ['g.ok', 'h.ok'] });
    expect(meant('steps')).toMatchObject({ targets: ['g', 'h'] });
  });

  test('that could mean several things means all as a target, and the nearest as a guard', () => {
    expect(judge(two, { targets: ['merge'], guards: ['g'] })).toMatchObject({ targets: ['h.land', 'merge'] });
    expect(judge(two, { targets: ['g'], guards: ['merge'] })).toMatchObject({ guards: ['merge'] });
    const twice = [group('g', [approve('ok')]), approve('ok'), run('t')];
    expect(judge(twice, { targets: ['t'], guards: ['ok'] })).toMatchObject({ guards: ['ok'] });
  });

  test('of a step that handles a failure', () => {
    const steps = [run('a', { on_error: [run('fix')] })];
    expect(ask(steps, 'a__catch.fix', 'a')).toBe('a failed -> a__catch.fix');
    expect(ask(steps, 'a__catch', 'a')).toBe('a failed -> a__catch');
    expect(judge(steps, { targets: ['fix', 'run'], guards: ['a'] })).toMatchObject({ targets: ['a__catch.fix', 'a'] });
  });

  test('that means nothing is told, with the nearest that does', () => {
    expect(judge([approve('merge_ok'), run('t')], { targets: ['merge', 't'], guards: ['merge_okay', 't'] })).toEqual({
      unknown: [
        {
          list: 'targets',
          index: 0,
          message: "There is no step 'merge' in this workflow, and none of that kind.",
          help: 'did you mean `merge_ok`?',
        },
        {
          list: 'guards',
          index: 0,
          message: "There is no step 'merge_okay' in this workflow, and none of that kind.",
          help: 'did you mean `merge_ok`?',
        },
      ],
    });
  });
});

describe('several names', () => {
  const steps = [approve('a'), run('s'), approve('b'), run('t')];
  test('of targets: none of them is reached', () => {
    expect(ask(steps, ['t', 's'], 'b')).toBe('a done -> s');
    expect(ask(steps, ['t', 's'], 'a')).toBe('holds');
  });

  test('of guards: any of them is enough', () => {
    const either = [run('auto', { on_error: [approve('person')] }), run('t')];
    expect(ask(either, 't', ['auto', 'person'])).toBe('holds');
    expect(ask(either, 't', 'auto')).not.toBe('holds');
    expect(ask(either, 't', 'person')).not.toBe('holds');
  });
});

describe('a condition', () => {
  const ok = approve('ok', { on_error: 'continue' });
  const when = (condition: string, before: readonly object[] = [ok]) =>
    ask([...before, run('t', { if: condition }), run('z')], 't', 'ok');
  const passed = 'ok failed, continued -> t';

  test('that asks for the status of the guard is not true before the guard is done', () => {
    expect(when("steps.ok.status == 'done'")).toBe('holds');
    expect(when("${{ 'done' == steps.ok.status }}")).toBe('holds');
    expect(when("inputs.goal != '' && (steps.ok.status == 'done' && inputs.goal != 'x')")).toBe('holds');
    expect(ask([ok, run('t', { if: "steps.ok.status == 'done'" }), run('z')], 'z', 'ok')).toBe(
      'ok failed, continued -> t skipped -> z',
    );
  });

  test('that asks for less may be true', () => {
    expect(when("steps.ok.status != 'done'")).toBe(passed);
    expect(when("steps.ok.status == 'failed'")).toBe(passed);
    expect(when("steps.ok.status == 'done' || inputs.goal == 'x'")).toBe(passed);
    expect(when("!(steps.ok.status == 'done')")).toBe(passed);
    expect(when("(steps.ok.status == 'done') == false")).toBe(passed);
  });

  test('about a guard whose failure is handled may be true of one that failed', () => {
    expect(when("steps.ok.status == 'done'", [approve('ok', { on_error: [run('note')] })])).toBe(
      'ok failed -> ok__catch.note done -> ok__catch done -> t',
    );
  });

  test('keeps what is below a group from being reached', () => {
    const inner = group('g', [run('t')], { if: "steps.ok.status == 'done'" });
    expect(ask([ok, inner], 't', 'ok')).toBe('holds');
    expect(ask([ok, inner, run('z')], 'z', 'ok')).toBe('ok failed, continued -> g skipped -> z');
    expect(ask([ok, group('g', [run('t', { if: "steps.ok.status == 'done'" })])], 't', 'ok')).toBe('holds');
  });

  test('of a loop keeps it from ending done', () => {
    const loop = (until: string) => ({ id: 'u', until, max: 3, steps: [run('ok', { on_error: 'continue' })] });
    expect(ask([loop("steps.ok.status == 'done'"), run('t')], 't', 'ok')).toBe('holds');
    expect(ask([loop("steps.ok.status != 'done'"), run('t')], 't', 'ok')).toBe('u.ok failed, continued -> u done -> t');
    const passedOver = { ...loop("steps.ok.status == 'done'"), on_error: 'continue' };
    expect(ask([passedOver, run('t')], 't', 'ok')).toBe('u failed, continued -> t');
  });

  test('about a step that shares its id with another is no proof', () => {
    const other = run('ok', { on_error: 'continue' });
    const steps = [other, group('g', [ok, run('t', { if: "steps.ok.status == 'done'" })])];
    expect(ask(steps, 't', 'g.ok')).toBe('ok done -> g.ok failed, continued -> g.t');
  });
});

describe('assertions of a workflow', () => {
  const steps = [approve('ok', { on_error: 'continue' }), run('t')];
  const found = (assert: readonly object[], maxStates?: number) =>
    checkAssertions(workflowOf(steps, { assert: assert as never }), maxStates);

  test('that hold say nothing', () => {
    expect(found([])).toEqual([]);
    expect(
      checkAssertions(workflowOf([approve('ok'), run('t')], { assert: [{ no_path_to: 't', without: 'ok' }] })),
    ).toEqual([]);
  });

  test('that do not are told where they stand, with the path', () => {
    expect(
      found([
        { no_path_to: 'ok', without: 't' },
        { no_path_to: 't', without: 'ok' },
      ]),
    ).toMatchObject([
      { code: 'OMNI3020', path: ['workflow', 'assert', 0], message: "'no path to ok without t' does not hold: ok" },
      {
        code: 'OMNI3020',
        path: ['workflow', 'assert', 1],
        message: "'no path to t without ok' does not hold: ok failed, continued -> t",
      },
    ]);
  });

  test('that are not decided do not hold', () => {
    expect(found([{ no_path_to: 't', without: 'ok' }], 1)).toMatchObject([
      { code: 'OMNI3020', message: expect.stringContaining('is not decided') },
    ]);
  });

  test('that name nothing are told at the name', () => {
    expect(found([{ no_path_to: 'x', without: ['ok', 'y'] }])).toMatchObject([
      { code: 'OMNI3021', path: ['workflow', 'assert', 0, 'no_path_to'] },
      { code: 'OMNI3021', path: ['workflow', 'assert', 0, 'without', 1] },
    ]);
  });
});

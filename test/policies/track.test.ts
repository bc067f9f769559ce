/** Tracks: changes as deltas, what they see, and when a state becomes unknown. */
import { describe, expect, test } from 'vitest';
import { applyChanges, judge, type Policy, stateOf, takeChanges, track } from '../../policies/index.ts';
import type { PolicyState, StateValue } from '../../policies/words.ts';
import { compiled } from './documents.ts';
import { dynamic, moment, tool } from './moments.ts';

const RULES = '\nrules: [{ id: r, before: tool, decide: deny, reason: no }]';
const seenBy = (set: string, schema = '{ type: array, items: { type: string }, default: [] }') =>
  compiled(`state:\n  seen: ${schema}\ntrack:\n  - after: tool\n    set: { seen: "${set}" }${RULES}`);
const calling = (name: string, input: unknown = {}) => moment({ tool: tool({}, { name, input }) });
const held = (value: StateValue) => ({ seen: value }) as PolicyState;
const listOf = (length: number) => Array.from({ length }, (_, index) => `n${index}`);

describe('what a set says', () => {
  test.each<[string, string, StateValue, unknown]>([
    ['a longer list', 'state.seen + [tool.name]', { value: ['a'] }, { append: ['Bash'] }],
    [
      'more than one term',
      "state.seen + [tool.name] + (['x'] + ['y'])",
      { value: ['a'] },
      { append: ['Bash', 'x', 'y'] },
    ],
    ['a list that grew in another way', "['a'] + [tool.name]", { value: ['a'] }, { append: ['Bash'] }],
    ['nothing new', 'state.seen + tool.installs', { value: ['a'] }, undefined],
    ['the same', 'state.seen.filter(s, true)', { value: ['a'] }, undefined],
    ['another list', "state.seen.filter(s, s != 'a')", { value: ['a', 'b'] }, { set: ['b'] }],
    ['a list in front', '[tool.name] + state.seen', { value: ['a'] }, { set: ['Bash', 'a'] }],
    ['a value in place of one that is not known', '[]', { unknown: 'x' }, { set: [] }],
    ['one that is not known, again', 'state.seen + [tool.name]', { unknown: 'x' }, undefined],
  ])('%s', (_, set, before, expected) => {
    expect(track(seenBy(set), held(before), 'tool', calling('Bash')).seen).toEqual(expected);
  });

  test.each<[string, string, string, unknown, string]>([
    ['a value of another type', 'state.seen + tool.input.names', '', { names: [1] }, 'its value does not fit'],
    ['what is no list', 'state.seen + tool.input.names', '', { names: 'x' }, 'what is added to it is no list'],
    ['a fault', 'state.seen + [tool.input.name]', '', {}, '`tool.input` has no `name`'],
    ['a call that cannot be read', 'state.seen + tool.installs', '', {}, 'cannot be read with certainty'],
    [
      'a list without end',
      'state.seen + tool.input.names',
      '',
      { names: listOf(100_001) },
      'more than 100,000 elements',
    ],
    ['a large value', 'state.seen + [tool.input.name]', '', { name: 'x'.repeat(1024 * 1024) }, 'too large to keep'],
    ['what the schema refuses', "['a', 'a']", '{ type: array, uniqueItems: true, default: [] }', {}, 'does not fit'],
    ['an absent value', '[tool.input.?name.orValue(tool.?ok.value())]', '', {}, 'has no value'],
  ])('%s is not known', (_, set, schema, input, why) => {
    const policy = schema ? seenBy(set, schema) : seenBy(set);
    const what = moment({ tool: tool(set.includes('installs') ? { opaque: dynamic } : {}, { input }) });
    const { seen } = track(policy, {}, 'tool', what);
    expect(seen).toMatchObject({ unknown: expect.stringContaining(why) });
    const state = applyChanges(policy, {}, { seen: seen! });
    expect(stateOf(policy, state)).toEqual({});
  });

  test('a list that became too large by degrees', () => {
    const policy = seenBy('state.seen + [tool.name]');
    const full = held({ value: listOf(100_000) });
    expect(track(policy, full, 'tool', calling('x')).seen).toMatchObject({ unknown: expect.any(String) });
    const large = held({ value: Array.from({ length: 10 }, () => 'x'.repeat(104_000)) });
    expect(track(policy, large, 'tool', calling('x')).seen).toEqual({ append: ['x'] });
    expect(track(policy, large, 'tool', calling('y'.repeat(10_000))).seen).toMatchObject({
      unknown: expect.stringContaining('too large'),
    });
  });

  test('a value shares nothing with the moment, and holds no part of the view', () => {
    const policy = seenBy('[tool.input]', '{ type: array, default: [] }');
    const input = { nested: { list: [1] } };
    const { seen } = track(policy, {}, 'tool', calling('Bash', input));
    input.nested.list.push(2);
    expect(seen).toEqual({ append: [{ nested: { list: [1] } }] });
    const whole = seenBy('[tool]', '{ type: array, default: [] }');
    const kept = track(whole, {}, 'tool', calling('Bash'));
    expect(kept.seen).toMatchObject({ append: [{ name: 'Bash', opaque: [] }] });
    expect(Object.getOwnPropertyDescriptor((kept.seen as { append: [object] }).append[0], 'name')).toHaveProperty(
      'value',
    );
  });
});

describe('maxItems keeps the newest', () => {
  const policy = seenBy(
    'state.seen + tool.input.names',
    '{ type: array, items: { type: string }, maxItems: 3, default: [] }',
  );
  const after = (before: string[], names: string[]) => {
    const state = held({ value: before });
    const changes = track(policy, state, 'tool', calling('Bash', { names }));
    return [changes.seen, stateOf(policy, applyChanges(policy, state, changes)).seen];
  };
  test.each<[string[], string[], unknown, string[]]>([
    [['a'], ['b'], { append: ['b'] }, ['a', 'b']],
    [['a', 'b', 'c'], ['d'], { append: ['d'], drop: 1 }, ['b', 'c', 'd']],
    [['a', 'b'], ['c', 'd'], { append: ['c', 'd'], drop: 1 }, ['b', 'c', 'd']],
    [['a'], ['b', 'c', 'd', 'e'], { set: ['c', 'd', 'e'] }, ['c', 'd', 'e']],
    [['a', 'b', 'c'], ['a', 'b', 'c'], undefined, ['a', 'b', 'c']],
  ])('%j and %j', (before, names, change, value) => {
    expect(after(before, names)).toEqual([change, value]);
  });
});

describe('several tracks and sets', () => {
  const three = (tracks: string) =>
    compiled(
      `state:\n  a: { type: integer, default: 1 }\n  b: { type: integer, default: 2 }\n  l: { type: array, items: { type: integer }, maxItems: 3, default: [] }\ntrack:\n${tracks}${RULES}`,
    );

  test('the sets of one track are simultaneous', () => {
    const policy = three('  - after: tool\n    set: { a: state.b, b: state.a }');
    expect(track(policy, {}, 'tool', calling('x'))).toEqual({ a: { set: 2 }, b: { set: 1 } });
  });

  test('a track sees what the one before it left', () => {
    const policy = three(
      '  - after: tool\n    set: { a: state.a + 1 }\n  - { after: tool, when: state.a == 2, set: { b: state.a * 10, l: "state.l + [1]" } }\n  - { after: tool, set: { l: "state.l + [2]" } }',
    );
    expect(track(policy, {}, 'tool', calling('x'))).toEqual({
      a: { set: 2 },
      b: { set: 20 },
      l: { append: [1, 2] },
    });
  });

  test('two changes that cancel each other are none', () => {
    const policy = three(
      '  - after: tool\n    set: { a: state.a + 1 }\n  - after: tool\n    set: { a: state.a - 1 }\n',
    );
    expect(track(policy, {}, 'tool', calling('x'))).toEqual({});
  });

  test('what is dropped adds up, and a list that was set grows', () => {
    const grow = '  - after: tool\n    set: { l: "state.l + [7, 8]" }\n';
    const state = { l: { value: [1, 2, 3] } };
    const twice = track(three(grow + grow), state, 'tool', calling('x'));
    expect(twice).toEqual({ l: { append: [7, 8, 7, 8], drop: 4 } });
    const policy = three(`  - after: tool\n    set: { l: "[9]" }\n${grow}`);
    expect(track(policy, state, 'tool', calling('x'))).toEqual({ l: { set: [9, 7, 8] } });
  });

  test('a `when` that is not known takes everything that the track sets, and nothing else', () => {
    const policy = three(
      '  - after: tool\n    when: size(tool.installs) > 0\n    set: { a: state.a + 1, l: "[1]" }\n  - after: tool\n    set: { b: state.b + 1 }\n',
    );
    const changes = track(policy, {}, 'tool', moment({ tool: tool({ opaque: dynamic }) }));
    expect(changes).toEqual({ a: { unknown: expect.any(String) }, l: { unknown: expect.any(String) }, b: { set: 3 } });
    expect(changes.a).toEqual(changes.l);
  });

  test('only what follows this is followed', () => {
    const policy = three('  - after: [usage, verdict]\n    set: { a: state.a + 1 }');
    expect(track(policy, {}, 'tool', calling('x'))).toEqual({});
    expect(track(policy, {}, 'usage', moment())).toEqual({ a: { set: 2 } });
  });
});

describe('the fold', () => {
  const policy: Policy = seenBy('state.seen + [tool.name]');

  test('applyChanges leaves what it was given as it was', () => {
    const state = held({ value: ['a'] });
    const changes = { seen: { append: ['b'] } };
    const after = applyChanges(policy, state, changes);
    expect(applyChanges(policy, after, changes)).toEqual({ seen: { value: ['a', 'b', 'b'] } });
    expect([state, after, changes]).toEqual([
      { seen: { value: ['a'] } },
      { seen: { value: ['a', 'b'] } },
      { seen: { append: ['b'] } },
    ]);
    expect(stateOf(policy, {})).toEqual({ seen: [] });
  });

  test('takeChanges changes the state in place, and neither the default nor the event', () => {
    const state: Record<string, StateValue> = {};
    takeChanges(policy, state, { seen: { append: ['a'] } });
    const list = (state.seen as { value: string[] }).value;
    takeChanges(policy, state, { seen: { append: ['b'] } });
    expect((state.seen as { value: string[] }).value).toBe(list);
    expect(list).toEqual(['a', 'b']);
    expect(stateOf(policy, {})).toEqual({ seen: [] });
    const set = { seen: { set: ['x'] } };
    takeChanges(policy, state, set);
    takeChanges(policy, state, { seen: { append: ['y'] } });
    expect(set).toEqual({ seen: { set: ['x'] } });
    expect(state).toEqual({ seen: { value: ['x', 'y'] } });
  });

  test('what is shown to a person stays as it was', () => {
    const state: Record<string, StateValue> = {};
    takeChanges(policy, state, { seen: { append: ['a'] } });
    const shown = stateOf(policy, state);
    takeChanges(policy, state, { seen: { append: ['b'] } });
    expect(shown).toEqual({ seen: ['a'] });
  });

  test('an addition to what is no list is not known', () => {
    expect(applyChanges(policy, held({ value: 5 }), { seen: { append: ['a'] } })).toEqual({
      seen: { unknown: 'something was added to what is no list' },
    });
  });

  test('names are names', () => {
    const odd = compiled(
      `state:\n  constructor: { type: integer, default: 0 }\ntrack:\n  - after: tool\n    set: { constructor: state.constructor + 1 }\nrules: [{ id: r, before: tool, when: state.constructor > 0, decide: deny, reason: no }]`,
    );
    expect(judge(odd, {}, 'tool', calling('x'))).toEqual([]);
    const state = applyChanges(odd, {}, track(odd, {}, 'tool', calling('x')));
    expect(judge(odd, state, 'tool', calling('x'))).toHaveLength(1);
  });
});

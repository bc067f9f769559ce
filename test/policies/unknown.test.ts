/** What is not known: read, it makes a rule match; beside what decides, it does no harm; and it is never 0, '' or none. */
import { describe, expect, test } from 'vitest';
import { judge } from '../../policies/index.ts';
import type { Moment, PolicyState } from '../../policies/words.ts';
import type { Point } from '../../schema/policy.ts';
import { compiled } from './documents.ts';
import { command, dynamic, file, moment, tool } from './moments.ts';

const policyOf = (before: Point, when: string, more = '') =>
  compiled(
    `state:\n  n: { type: number, default: 0 }\n${more}rules:\n  - id: r\n    before: ${before}\n    when: >-\n      ${when}\n    decide: deny\n    reason: no`,
  );

/** Whether the rule matches: surely, because nobody knows, or not. */
function outcome(before: Point, when: string, what: Moment, state: PolicyState = {}, more = '') {
  const [finding] = judge(policyOf(before, when, more), state, before, what);
  return finding === undefined ? 'no' : finding.unknown === undefined ? 'yes' : 'unknown';
}

const opaque = moment({ tool: tool({ opaque: dynamic, commands: [command('ls -l')] }) });
const clear = moment({ tool: tool({ commands: [command('ls -l')] }) });
const unpriced = moment({ tool: tool({}), cost: { run: undefined, step: 2_500_000 } });

describe.each<[string, Point, Moment, [when: string, expected: 'yes' | 'no' | 'unknown'][]]>([
  [
    'a call that cannot be read',
    'tool',
    opaque,
    [
      ["tool.commands.exists(c, c.program == 'git')", 'unknown'],
      ["tool.commands.exists(c, c.program == 'git') && tool.kind == 'read'", 'no'],
      ["tool.kind == 'read' && tool.commands.exists(c, c.program == 'git')", 'no'],
      ["tool.commands.exists(c, c.program == 'git') || tool.kind == 'shell'", 'yes'],
      ["!tool.commands.exists(c, c.program == 'git')", 'unknown'],
      ["tool.commands.all(c, c.program in ['ls', 'cat'])", 'unknown'],
      ['size(tool.files) == 0', 'unknown'],
      ['size(tool.installs) > 0', 'unknown'],
      ['size(tool.hosts) > 0', 'unknown'],
      ['size(tool.opaque) > 0', 'yes'],
      ["'script' in tool.opaque", 'no'],
      ["tool.name == 'Bash'", 'yes'],
      ["size(tool.files) > 0 ? true : tool.kind == 'read'", 'unknown'],
    ],
  ],
  [
    'one that can',
    'tool',
    clear,
    [
      ["tool.commands.exists(c, c.program == 'git')", 'no'],
      ["tool.commands.exists(c, c.program == 'ls' && '-l' in c.args)", 'no'],
      ["tool.commands.exists(c, c.program == 'ls')", 'yes'],
      ['size(tool.opaque) > 0', 'no'],
    ],
  ],
  [
    'a cost that is not known',
    'tool',
    unpriced,
    [
      ['cost.run > 5', 'unknown'],
      ['cost.run < 5', 'unknown'],
      ['cost.run > 5 && false', 'no'],
      ['cost.step == 2.5', 'yes'],
      ['cost.known', 'no'],
      ['cost.session == 0', 'yes'],
      ['cost.run > 5 || cost.step > 2', 'yes'],
    ],
  ],
  [
    'a run step, where no agent acts',
    'tool',
    { now: clear.now, run: clear.run, cost: clear.cost, running: [], tool: tool({}) },
    [
      ['has(agent.name)', 'no'],
      ["agent.name == 'claude'", 'unknown'],
      ["agent.?name.orValue('') == 'claude'", 'no'],
      ['has(session.id)', 'no'],
      ['has(step.writer)', 'no'],
      ["step.kind == 'run'", 'unknown'],
    ],
  ],
  [
    'a file whose content nobody knows',
    'merge',
    moment({ merge: { branch: 'b', into: 'main', files: [file('a', 'edit')], verdicts: [] } }),
    [
      ["merge.files.exists(f, f.hash == 'aa')", 'unknown'],
      ["merge.files.exists(f, has(f.hash) && f.hash == 'aa')", 'no'],
      ["merge.files.exists(f, f.path == 'b' && f.hash == 'aa')", 'no'],
      ["merge.files.all(f, f.hash == 'aa')", 'unknown'],
      ['has(merge.writer)', 'no'],
    ],
  ],
  [
    'a moment that holds nothing of what its point has',
    'merge',
    moment(),
    [
      ['size(merge.files) == 0', 'unknown'],
      ["merge.branch == 'x'", 'unknown'],
    ],
  ],
])('%s', (_, before, what, table) => {
  test.each(table)('%s: %s', (when, expected) => {
    expect(outcome(before, when, what)).toBe(expected);
  });
});

test.each<[string, string]>([
  ['', 'unknown'],
  ['opaque: []\n', 'no'],
  ['opaque: [script, env]\n', 'no'],
  ['opaque: [script, dynamic]\n', 'unknown'],
])('which kinds count is the policy`s own: %s', (more, expected) => {
  const when = "tool.commands.exists(c, c.program == 'git')";
  expect(outcome('tool', when, opaque, {}, more)).toBe(expected);
  // What cannot be read is told all the same.
  expect(outcome('tool', "'dynamic' in tool.opaque", opaque, {}, more)).toBe('yes');
});

test('a state that is not known is not its default', () => {
  const state: PolicyState = { n: { unknown: 'a call could not be read' } };
  expect(outcome('tool', 'state.n > 5', clear, state)).toBe('unknown');
  expect(outcome('tool', "state.n > 5 && tool.kind == 'read'", clear, state)).toBe('no');
  expect(outcome('tool', 'state.n > 5', clear, { n: { value: 6 } })).toBe('yes');
  expect(outcome('tool', 'state.n > 5', clear)).toBe('no');
});

test.each(['result', 'egress'] as const)('nothing feeds %s yet: what reads it matches', (point) => {
  expect(outcome(point, point === 'result' ? "result.text == 'x'" : "egress.host == 'x'", moment())).toBe('unknown');
});

test('a condition that takes too long matches, and nothing absorbs it', () => {
  const list = Array.from({ length: 3000 }, (_, index) => `p${index}`);
  const installs = moment({ tool: tool({ installs: list }) });
  const when = "tool.installs.exists(a, tool.installs.exists(b, a + b == 'x')) || true";
  expect(outcome('tool', when, installs)).toBe('unknown');
});

test('a condition that turns out to be no bool matches', () => {
  expect(outcome('tool', 'tool.input.dangerous', moment({ tool: tool({}, { input: { dangerous: 'no' } }) }))).toBe(
    'unknown',
  );
});

test('a getter that throws matches', () => {
  const broken = {
    ...moment(),
    get tool(): never {
      throw new TypeError('the blob is gone');
    },
  };
  const [finding] = judge(policyOf('tool', "tool.kind == 'read'"), {}, 'tool', broken);
  expect(finding).toMatchObject({ unknown: 'a value cannot be read: the blob is gone' });
});

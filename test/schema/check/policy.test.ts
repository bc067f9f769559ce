/** What is wrong with a policy by itself, and where it is told. */
import { describe, expect, test } from 'vitest';
import { load, loadAlone, summarise, workflow } from '../project.ts';

const HEADER = 'apiVersion: omni/v1\nkind: Policy\nname: p\n';
const RULES = 'rules:\n  - { id: no, before: tool, decide: deny, reason: No. }\n';
/** From line 4 on. */
const issuesOf = (text: string) => summarise(loadAlone(HEADER + text)!);

test('the points, one or a list, and all that a rule may say', () => {
  expect(
    issuesOf(
      `scope: session\nopaque: [script, remote]\ntrack:\n  - { after: [tool, usage], set: { n: 1 } }\nstate: { n: { type: integer, default: 0 } }\nrules:\n  - id: ask-first\n    before: [step, turn, tool, result, egress, merge, approval]\n    when: state.n > 1\n    decide: ask\n    reason: \${{ state.n }} calls\n    approvers: { not: [starter], at_least: 2 }\n    grant: session\n    timeout: 2d\n`,
    ),
  ).toEqual([]);
});

describe('a rule', () => {
  const rule = (text: string) => issuesOf(`rules:\n  - { ${text} }\n`);
  test.each([
    [
      'id: no, before: tol, decide: deny, reason: No.',
      'OMNI1006 5:23 `before` is "tol"; it must be one of "step", "turn", "tool", "result", "egress", "merge", "approval"',
    ],
    [
      'id: no, before: [tool, message], decide: deny, reason: No.',
      'OMNI1006 5:30 item 2 of `before` is "message"; it must be one of "step", "turn", "tool", "result", "egress", "merge", "approval"',
    ],
    [
      'id: no, before: [], decide: deny, reason: No.',
      'OMNI1007 5:23 `before` is an empty list; it must have at least 1 item',
    ],
    [
      'id: no, before: tool, decide: allow, reason: No.',
      'OMNI1006 5:37 `decide` is "allow"; it must be one of "deny", "ask", "hold"',
    ],
    ['id: no, before: tool, decide: deny', 'OMNI1004 5:5 the key `reason` is missing in item 1 of `rules`'],
    ['id: 1st, before: tool, decide: deny, reason: No.', 'OMNI1007 5:11 `id` is "1st", which is not a rule id'],
    [
      'id: no, before: tool, decide: deny, reason: No., grant: run',
      'OMNI4003 5:56 `grant` is about the person who is asked, and this rule says `decide: deny`',
    ],
    [
      'id: no, before: tool, decide: hold, reason: No., timeout: 2d',
      'OMNI4003 5:56 `timeout` is about the person who is asked, and this rule says `decide: hold`',
    ],
    [
      'id: no, before: tool, decide: ask, reason: No., timeout: soon',
      'OMNI1007 5:64 `timeout` is "soon", which is not a duration',
    ],
    [
      'id: no, before: tool, decide: ask, reason: No., approvers: { at_least: 0 }',
      'OMNI1007 5:78 `at_least` is 0; it must be at least 1',
    ],
  ])('%s', (text, told) => {
    expect(rule(text)).toEqual([told]);
  });

  test('has an id of its own', () => {
    expect(issuesOf(`${RULES}  - { id: no, before: merge, decide: deny, reason: No. }\n`)).toEqual([
      'OMNI4002 6:11 two rules of this policy have the id `no`',
    ]);
    expect(issuesOf('rules: []\n')).toEqual(['OMNI1007 4:8 `rules` is an empty list; it must have at least 1 item']);
    expect(issuesOf('description: Nothing.\n')).toEqual(['OMNI1004 1:1 the key `rules` is missing in the document']);
  });
});

describe('a state', () => {
  test.each([
    ['state: { n: { type: integer } }', 'OMNI4004 4:10 the state `n` has no `default` to begin with'],
    [
      'state: { n: { type: integer, default: many } }',
      'OMNI1042 4:39 `default` must be a whole number, not the text "many"',
    ],
    [
      'state: { n: { type: array, default: [], maximum: 3 } }',
      'OMNI1041 4:41 `maximum` is about a number, but the type is array',
    ],
    ['state: { n: 3 }', 'OMNI1005 4:13 `n` must be a map, not a whole number'],
    ['state: { in: { type: integer, default: 0 } }', 'OMNI1011 4:10 a state cannot be called `in`: CEL reserves it'],
    [
      'state: { constructor: { type: integer, default: 0 } }',
      'OMNI1011 4:10 a state cannot be called `constructor`: every object has a member of this name',
    ],
    ['inputs: { in: { type: integer, default: 0 } }', 'OMNI1011 4:11 an input cannot be called `in`: CEL reserves it'],
    [
      'opaque: [shell]',
      'OMNI1006 4:10 item 1 of `opaque` is "shell"; it must be one of "parse", "limit", "chars", "dynamic", "env", "interpreter", "script", "remote"',
    ],
    ['scope: step', 'OMNI1006 4:8 `scope` is "step"; it must be one of "run", "session", "agent"'],
  ])('%s', (text, told) => {
    expect(issuesOf(`${text}\n${RULES}`)).toEqual([told]);
  });

  test('keeps the newest of a list', () => {
    expect(issuesOf(`state: { seen: { type: array, maxItems: 3, default: [] } }\n${RULES}`)).toEqual([]);
  });
});

describe('a track', () => {
  const STATE = 'state: { n: { type: integer, default: 0 } }\n';
  test.each([
    ['{ after: tool, set: { m: 1 } }', 'OMNI4005 5:31 the policy has no state called `m`'],
    ['{ after: tool, set: {} }', 'OMNI1007 5:29 `set` has 0 keys; it must have at least 1'],
    [
      '{ after: merge, set: { n: 1 } }',
      'OMNI1006 5:18 `after` is "merge"; it must be one of "step", "tool", "message", "usage", "verdict", "approval"',
    ],
    ['{ set: { n: 1 } }', 'OMNI1004 5:9 the key `after` is missing in item 1 of `track`'],
    ['{ after: tool, set: { n: [1] } }', 'OMNI1005 5:34 `n` must be a text or a number or true or false, not a list'],
  ])('%s', (text, told) => {
    expect(issuesOf(`${STATE}track: [${text}]\n${RULES}`)).toEqual([told]);
  });
});

describe('a key of a rule or a track that is another one here', () => {
  const helpOf = (text: string) => loadAlone(HEADER + text)!.issues.map(({ code, help }) => [code, help]);
  test.each([
    ['rules:\n  - { id: no, before: tool, decide: deny, reason: No., if: "true" }\n', '`when` is a condition'],
    [
      `${RULES}track: [{ after: tool, before: tool, set: { n: 1 } }]\nstate: { n: { type: integer, default: 0 } }\n`,
      'a track follows `after` something; what can be stopped is guarded by `rules`',
    ],
    [
      'rules:\n  - { id: no, before: tool, after: tool, decide: deny, reason: No. }\n',
      'a rule stands `before` something; what happened is followed by a `track`',
    ],
    ['rules:\n  - { id: no, before: tool, decide: deny, reason: No., wen: "true" }\n', 'did you mean `when`?'],
  ])('%s', (text, help) => {
    expect(helpOf(text)).toEqual([['OMNI1003', help]]);
  });
});

describe('where policies stand', () => {
  const told = (policies: string) => {
    const { issues } = load(workflow(`policies: ${policies}`));
    return issues.map(({ code, line, column, message, help }) => [code, `${line}:${column}`, message, help]);
  };
  test('a bare name, or no list', () => {
    expect(told('[omni/budget]')).toEqual([
      [
        'OMNI1005',
        '4:12',
        'a policy is a map, not the text "omni/budget"',
        'a policy that stands elsewhere is used: `uses: omni/budget`',
      ],
    ]);
    expect(told('omni/budget')).toEqual([
      ['OMNI1005', '4:11', '`policies` must be a list, not the text "omni/budget"', undefined],
    ]);
  });
  test('a rule beside `uses`', () => {
    expect(told('[{ uses: x.yaml, rules: [] }]').map(([code, at]) => [code, at])).toContainEqual(['OMNI1003', '4:28']);
  });
  test('more than anybody can oversee, or too much of one', () => {
    const many = Array(101)
      .fill('{ name: p, rules: [{ id: no, before: tool, decide: deny, reason: No. }] }')
      .join(', ');
    expect(told(`[${many}]`)[0]).toContain('`policies` has 101 items; it must have at most 100');
    const big = `apiVersion: omni/v1\nkind: Policy\nname: big\ndescription: ${'x'.repeat(500_000)}\n${RULES}`;
    const using = Array.from({ length: 20 }, (_, index) => `{ uses: big.yaml, name: p${index} }`).join(', ');
    const { issues } = load({ 'main.yaml': workflow(`policies: [${using}]`), 'big.yaml': big });
    expect([...new Set(issues.map(({ code }) => code))]).toEqual(['OMNI1020']);
  });
});

test('inline policies are checked wherever they stand', () => {
  const bad =
    'policies: [{ name: p, state: { n: { type: integer } }, rules: [{ id: no, before: tool, decide: deny, reason: No. }] }]';
  const { issues } = load(
    {
      'main.yaml': workflow(
        `agents: { a: { harness: pi, ${bad} } }\n${bad}\nsteps:\n  - steps:\n      - run: ls\n        ${bad}\n    ${bad}\n    on_error:\n      - run: ls\n        ${bad}`,
      ),
      'omni.yaml': `apiVersion: omni/v1\nkind: Project\n${bad}\n`,
    },
    { project: 'omni.yaml' },
  );
  expect(issues.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
    'OMNI4004 main.yaml:4',
    'OMNI4004 main.yaml:5',
    'OMNI4004 main.yaml:9',
    'OMNI4004 main.yaml:10',
    'OMNI4004 main.yaml:13',
    'OMNI4004 omni.yaml:3',
  ]);
});

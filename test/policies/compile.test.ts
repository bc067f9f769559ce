/** What is wrong with a policy is found when it is compiled, all of it, at its place. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { compilePolicy } from '../../policies/index.ts';
import { codes } from '../../schema/codes.ts';
import type { PolicySpec } from '../../schema/policy.ts';
import { compiled, problemsOf } from './documents.ts';

describe('OMNI4020', () => {
  const found = (example: string) =>
    (parse(example) as { policies: PolicySpec[] }).policies.flatMap((spec) => {
      const result = compilePolicy(spec);
      return 'problems' in result ? result.problems.map(({ code, path }) => `${code} ${path.join('.')}`) : [];
    });
  test('the wrong example', () => {
    expect(found(codes.OMNI4020!.bad)).toEqual(['OMNI4020 rules.1.decide']);
  });
  test('the right example', () => {
    expect(found(codes.OMNI4020!.good)).toEqual([]);
  });
});

test('two rules of one id are refused here as well: a spec out of a journal was loaded by somebody else', () => {
  const twins = '{ id: r, before: tool, decide: deny, reason: no }, { id: r, before: merge, decide: deny, reason: no }';
  expect(problemsOf(`rules: [${twins}]`)).toMatchObject([{ code: 'OMNI4002', path: ['rules', 1, 'id'] }]);
});

const rule = (before: string, when: string, more = 'decide: deny\n    reason: no') =>
  `rules:\n  - id: r\n    before: ${before}\n    when: ${when}\n    ${more}`;

test('every faulty text is told at once, with its path and span', () => {
  const text = `
state:
  count: { type: integer, default: 0 }
track:
  - after: tool
    when: tool.kidn == 'shell'
    set: { count: state.count + 'a', cuont: '1' }
rules:
  - id: one
    before: tool
    when: tool.kind == 'shel'
    decide: deny
    reason: The call of \${{ agnet.name }}
  - id: two
    before: merge
    when: size(tool.files)
    decide: deny
    reason: \${{ merge
`;
  expect(problemsOf(text).map(({ code, path, span }) => [code, path.join('.'), span])).toEqual([
    ['OMNI2003', 'rules.0.when', { start: 13, end: 19 }],
    ['OMNI2002', 'rules.0.reason', { start: 16, end: 21 }],
    ['OMNI2002', 'rules.1.when', { start: 5, end: 9 }],
    ['OMNI2005', 'rules.1.reason', { start: 0, end: 3 }],
    ['OMNI2004', 'track.0.when', { start: 5, end: 9 }],
    ['OMNI2003', 'track.0.set.count', { start: 0, end: 17 }],
    ['OMNI4005', 'track.0.set.cuont', undefined],
  ]);
  expect(problemsOf(text).at(-1)).toMatchObject({ help: 'did you mean `count`?' });
});

test('a list of points sees what all of them have', () => {
  expect(problemsOf(rule('[step, tool]', "step.kind == 'agent' && !has(agent.name)"))).toEqual([]);
  expect(problemsOf(rule('[tool, turn]', "agent.vendor == 'openai'"))).toEqual([]);
  expect(problemsOf(rule('[tool, turn]', 'size(tool.files) > 0'))).toMatchObject([{ code: 'OMNI2002' }]);
  expect(problemsOf(rule('merge', "agent.name == 'claude'"))).toMatchObject([{ code: 'OMNI2002' }]);
});

test.each([
  ['step', "step.kind == 'review' && step.writer.vendor == step.reviewer.vendor"],
  ['turn', "turn.text.matches('(?i)secret') && session.id != '' && agent.sandboxed"],
  ['turn', "turn.text == 'stop'"],
  ['tool', "string(tool.input.command).contains('rm') || tool.digest == '' || 'dynamic' in tool.opaque"],
  ['result', "result.text.contains('sk-')"],
  ['egress', "egress.host.endsWith('.internal') && egress.port == 443 && egress.method == 'GET' && egress.path == '/'"],
  ['merge', "merge.into == 'main' && merge.verdicts.all(v, v.reviewer.vendor != merge.?writer.?vendor.orValue(''))"],
  [
    'approval',
    "approval.by == run.started_by && approval.cost.run > 5 && has(approval.state.x) && approval.rule == ''",
  ],
  ['[step, tool, turn]', "now.getHours('Europe/Berlin') >= 18 && size(running) > 2 && cost.reserved > 1"],
])('before %s: %s', (before, when) => {
  expect(problemsOf(rule(before, `>-\n      ${when}`))).toEqual([]);
});

test.each([
  ['step', "step.kind == 'run'"],
  ['tool', 'tool.?ok.orValue(false) && size(tool.hosts) > 0'],
  ['message', "message.role == 'assistant' && message.text.matches('done')"],
  ['usage', 'usage.known && usage.usd > 1 && usage.input + usage.output > 1000'],
  ['verdict', "verdict.verdict == 'reject' && verdict.reviewer.vendor != verdict.writer.vendor"],
  ['approval', "approval.granted && approval.rule == 'r' && approval.state.?n.orValue(0) > 1"],
])('after %s: %s', (after, when) => {
  const text = `state:\n  n: { type: integer, default: 0 }\ntrack:\n  - after: ${after}\n    when: >-\n      ${when}\n    set: { n: "\${{ state.n + 1 }}" }\n`;
  expect(problemsOf(`${text}${rule('tool', 'state.n > 1', 'decide: ask\n    reason: no')}`)).toEqual([]);
});

test('an ask is about the rule where all it reads is the same for every call, and something of that changes', () => {
  const about = (when: string, reason = 'no') =>
    compiled(rule('tool', when, `decide: ask\n    reason: ${reason}`)).rules.r?.about;
  expect(about('cost.run > 5')).toBe('rule');
  expect(about("now.getHours() > 18 && run.workflow == 'polly'")).toBe('rule');
  expect(about('cost.run > 5', '"${{ tool.name }} after 5 USD"')).toBe('call');
  expect(about("cost.run > 5 && tool.kind == 'shell'")).toBe('call');
  expect(about("run.workflow == 'polly'")).toBe('call');
  expect(about('"true"')).toBe('call');
});

test('what others need to know of a policy', () => {
  const policy = compiled(`
scope: session
track:
  - after: [tool, usage]
    set: {}
rules:
  - { id: late, before: [step, turn], when: now.getHours() > 18, decide: hold, reason: It is late }
  - { id: all, before: tool, decide: ask, reason: Each call is asked about }
`);
  expect(policy).toMatchObject({ name: 'policy', scope: 'session' });
  expect([...policy.points]).toEqual(['step', 'turn', 'tool']);
  expect([...policy.trackPoints]).toEqual(['tool', 'usage']);
  expect(policy.rules).toMatchObject({ late: { readsNow: true }, all: { readsNow: false, about: 'call' } });
});

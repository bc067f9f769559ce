/** What other policies would have said, and why something was decided, as people read it. */
import { describe, expect, test } from 'vitest';
import { renderDecisions, renderExplanation } from '../../../cli/render/explain.ts';
import { makeStyle } from '../../../cli/render/style.ts';
import { widthOf } from '../../../cli/render/text.ts';
import { renderDifferences, renderSum, type Sum } from '../../../cli/render/what-if.ts';
import type { Decision, RunEvent } from '../../../engine/events.ts';

const room = { style: makeStyle({ colour: false, unicode: true }), columns: 80 };
const at = Date.parse('2026-11-26T10:00:00Z');
const on = { at, frame: 'work@1', step: 'write', attempt: 1 };
const hash = 'ab'.repeat(32);
const write: RunEvent = {
  type: 'tool.requested',
  ...on,
  call: 'c1',
  tool: { kind: 'write', name: 'write', input: { path: 'docs/a.md', content: 'x' } },
};
const denied: Decision = {
  policy: 'no-writes',
  rule: 'docs',
  decision: 'deny',
  reason: 'docs/a.md is a document',
  facts: {
    'tool.files': [
      { op: 'create', path: 'docs/a.md', hash },
      { op: 'edit', path: 'b', hash },
    ],
    'tool.commands': [{ program: 'git', subcommand: 'push', args: ['origin', 'main'], flags: [] }],
    'tool.opaque': [{ kind: 'dynamic', why: '`$X` is the program' }],
    'tool.installs': [],
    'cost.run': { unknown: 'the cost of one session is not known' },
    'inputs.max_usd': 5,
    'verdict.writer': { name: 'claude', vendor: 'anthropic' },
    'inputs.pattern': 'a long pattern '.repeat(30).trim(),
  },
};
const asked: Decision = { ...denied, policy: 'care', rule: 'ask', decision: 'ask', unknown: 'it was not read' };
const started: RunEvent = { type: 'step.started', at, frame: '', step: 'push', visit: 1, attempt: 1 };
const allowed = { ...write, decisions: [asked] } as RunEvent;

test('each difference says what it was about and what became of it', () => {
  const differences = [
    { seq: 9, event: write, was: 'allow', wouldBe: 'deny', decisions: [denied] },
    { seq: 104, event: started, was: 'allow', wouldBe: 'deny', decisions: [denied] },
    { seq: 110, event: allowed, was: 'ask', wouldBe: 'allow', decisions: [] },
  ] as const;
  const merge: RunEvent = { type: 'step.started', at, frame: '', step: 'land', visit: 1, attempt: 1 };
  const lines = renderDifferences(
    { judged: 5, differences, unjudged: [{ seq: 120, event: merge }] },
    () => undefined,
    room,
  );
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "    9  work.write: write docs/a.md
           allowed then, denied now by no-writes/docs: docs/a.md is a document
      104  push: run git push origin main
           allowed then, denied now by no-writes/docs: docs/a.md is a document
      110  work.write: write docs/a.md
           asked then, allowed now: then it was by care/ask
      120  land: not judged
           what it landed was not noted, since no policy stood before it
    "
  `);
  expect(renderDifferences({ judged: 5, differences: [], unjudged: [] }, () => undefined, room)).toEqual([]);
});

describe('the sum', () => {
  const sum = (run: string, more: Partial<Sum> = {}): Sum => ({
    run,
    workflow: 'polly',
    judged: 10,
    differences: 0,
    denied: 0,
    asked: 0,
    held: 0,
    allowed: 0,
    unjudged: 0,
    ...more,
  });
  const last = (...sums: readonly Sum[]) => renderSum(sums, room).at(-1);

  test('says that nothing would differ, or what would', () => {
    expect(last(sum('a'))).toBe('✔ 10 decisions of 1 run made again: none would differ');
    expect(last(sum('a', { differences: 3, denied: 2, held: 1 }))).toBe(
      '· 10 decisions of 1 run made again, 3 would differ: 2 denied, 1 held',
    );
  });

  test('of many runs lists those in which something would', () => {
    const lines = renderSum([sum('a'), sum('b', { differences: 1, asked: 1 })], room);
    expect(lines.filter((line) => /^ {2}[ab] /.test(line))).toEqual(['  b    polly            10      1']);
  });
});

test('a decision in full: the rules that spoke, what they read in words, and those that did not', () => {
  const silent = [
    { guard: 'care', level: 'agent', rules: ['other'] },
    { guard: 'budget', level: 'workflow', rules: ['run-cap', 'checkpoint'] },
  ] as const;
  const lines = renderExplanation({ seq: 9, event: write, decisions: [denied, asked], silent }, room);
  expect(lines.join('\n').replace(/2026-11-2\d \d\d:\d\d/, '2026-11-26 10:00')).toMatchInlineSnapshot(`
    "work.write: write docs/a.md  event 9, 2026-11-26 10:00:00
    · no-writes/docs denies it
      docs/a.md is a document
        tool.files = create docs/a.md; edit b
        tool.commands = git push origin main
        tool.opaque = dynamic (\`$X\` is the program)
        tool.installs = none
        cost.run = not known: the cost of one session is not known
        inputs.max_usd = 5 USD
        verdict.writer = claude · anthropic
        inputs.pattern = a long pattern a long pattern a long pattern a long
          pattern a long pattern a long pattern a long pattern a long pattern a
          long pattern a long pattern a long pattern a long pattern a long…
    · care/ask asks a person
      docs/a.md is a document
      It could not be decided, so it matches: it was not read
        tool.files = create docs/a.md; edit b
        tool.commands = git push origin main
        tool.opaque = dynamic (\`$X\` is the program)
        tool.installs = none
        cost.run = not known: the cost of one session is not known
        inputs.max_usd = 5 USD
        verdict.writer = claude · anthropic
        inputs.pattern = a long pattern a long pattern a long pattern a long
          pattern a long pattern a long pattern a long pattern a long pattern a
          long pattern a long pattern a long pattern a long pattern a long…
      other rules of care did not match: other
      budget (workflow) stood there too, and did not match: run-cap, checkpoint"
  `);
  expect(lines.filter((line) => widthOf(line) > 80)).toEqual([]);
});

test('what was let through says so', () => {
  expect(renderExplanation({ seq: 9, event: write, decisions: [], silent: [] }, room)).toContain(
    '✔ no rule matched, so it was let through',
  );
});

test('all decisions of a run', () => {
  const all = [
    { seq: 2, event: started, decisions: [], silent: [] },
    { seq: 9, event: write, decisions: [denied, asked], silent: [] },
  ];
  expect(renderDecisions(all, 'r', room)).toEqual([
    '  9  work.write: write docs/a.md',
    '     deny by no-writes/docs: docs/a.md is a document',
    '     ask by care/ask: docs/a.md is a document',
    '',
    '2 points judged, 1 with a rule that matched',
    '  one in full: omni policy explain r SEQ',
  ]);
});

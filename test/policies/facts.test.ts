/** What a finding says: the reason, and the facts that the rule read, short enough for a journal. */
import { expect, test } from 'vitest';
import { judge } from '../../policies/index.ts';
import type { Finding, Moment } from '../../policies/words.ts';
import { compiled } from './documents.ts';
import { command, dynamic, moment, tool } from './moments.ts';

function findingOf(when: string, what: Moment, reason = 'no'): Finding {
  const policy = compiled(
    `rules:\n  - id: r\n    before: tool\n    when: >-\n      ${when}\n    decide: deny\n    reason: >-\n      ${reason}`,
  );
  const [finding] = judge(policy, {}, 'tool', what);
  if (!finding) throw new Error('the rule does not match');
  return finding;
}

test('facts are the names that the condition reads, each once, as JSON', () => {
  const when = `now > run.started_at && cost.run < 5 && tool.kind == 'shell' && !has(step.writer)
      && tool.commands.exists(c, c.program == 'ls') && tool.kind != 'read' && size(running) == 1`;
  const running = [{ step: 'build', agent: 'claude', vendor: 'anthropic' }];
  const what = moment({ running, tool: tool({ commands: [command('ls -l')] }) });
  expect(findingOf(when, what).facts).toEqual({
    now: '2026-11-26T10:00:00Z',
    'run.started_at': '2026-11-26T09:00:00Z',
    'cost.run': 0,
    'tool.kind': 'shell',
    'tool.commands': [{ program: 'ls', subcommand: '-l', args: [], flags: [] }],
    running,
  });
});

test('what is not known says so in its fact', () => {
  const what = moment({ tool: tool({ opaque: dynamic }), cost: { run: undefined } });
  expect(findingOf('tool.kind == "shell" || size(tool.files) > 0 || cost.run > 5', what)).toEqual({
    rule: 'r',
    decision: 'deny',
    reason: 'no',
    facts: {
      'tool.kind': 'shell',
      'tool.files': { unknown: 'this call cannot be read with certainty: `$X` is the program (dynamic)' },
      'cost.run': { unknown: 'the cost of this run is not known' },
    },
  });
});

test('long lists, texts and maps are cut, with a mark', () => {
  const installs = Array.from({ length: 100 }, (_, index) => `p${index}`);
  const input = {
    text: 'x'.repeat(600),
    astral: `${'x'.repeat(499)}😀${'y'.repeat(200)}`,
    map: Object.fromEntries(installs.map((name) => [name, 1])),
    deep: { a: { b: { c: { d: { e: { f: { g: 1 } } } } } } },
  };
  const { facts } = findingOf(
    'size(tool.installs) > 0 && size(tool.input.text + tool.input.astral) > 0 && has(tool.input.map) && has(tool.input.deep)',
    moment({ tool: tool({ installs }, { input }) }),
  );
  expect(facts['tool.installs']).toEqual([...installs.slice(0, 20), '… and 80 more']);
  expect(facts['tool.input.text']).toBe(`${'x'.repeat(500)}… (600 characters)`);
  expect(facts['tool.input.astral']).toBe(`${'x'.repeat(499)}… (701 characters)`);
  expect(facts['tool.input.map']).toMatchObject({ p0: 1, p19: 1, '…': 'and 80 more' });
  expect(facts['tool.input.deep']).toEqual({ a: { b: { c: { d: { e: { f: '…' } } } } } });
});

test('each fact stays small, whatever was read', () => {
  const wide = (depth: number): unknown =>
    depth === 0 ? 'x'.repeat(500) : Array.from({ length: 20 }, () => wide(depth - 1));
  const { facts } = findingOf('has(tool.input.all)', moment({ tool: tool({}, { input: { all: wide(4) } }) }));
  expect(JSON.stringify(facts).length).toBeLessThan(4200);
  expect(facts['tool.input.all']).toMatch(/^\[\[\[\["x.*… \([\d,]+ characters\)$/);
});

test('a reason that cannot be told says which rule matches, and why not', () => {
  const reason = `\${{ agent.name }} spent \${{ cost.run }}`;
  expect(findingOf('true', moment({ tool: tool({}), cost: { run: undefined } }), reason).reason).toBe(
    "The rule 'r' matches; its reason cannot be told: the cost of this run is not known",
  );
});

test('a reason is a text, and not without end', () => {
  const what = moment({ tool: tool({ commands: [command('ls -l')] }, { input: { long: 'x'.repeat(10_000) } }) });
  expect(findingOf('true', what, `\${{ size(tool.commands) }}`).reason).toBe('1');
  expect(findingOf('true', what, `\${{ tool.commands }}`).reason).toMatch(/^\[\{"program":"ls"/);
  expect(findingOf('true', what, `Long: \${{ tool.input.long }}`).reason).toMatch(
    /^Long: x{3994}… \(10,006 characters\)$/,
  );
  expect(findingOf('true', moment({ tool: tool({ opaque: dynamic }) }), `\${{ tool }}`).reason).toMatch(
    /its reason cannot be told: this call cannot be read/,
  );
});

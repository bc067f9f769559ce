/** Tables that do not hold: a runner that finds nothing wrong would make every table worthless. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { compilePolicy, type Policy } from '../../../policies/index.ts';
import { runTable, unreachedRules } from '../../../policies/table/index.ts';
import type { PolicySpec } from '../../../schema/policy.ts';
import type { PolicyTestEvent } from '../../../schema/policy-test.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const agents = { one: { name: 'one', harness: 'claude-code' }, two: { name: 'two', harness: 'codex' } } as const;

function compiled(spec: PolicySpec): Policy {
  const result = compilePolicy(spec);
  return 'policy' in result ? result.policy : expect.fail(JSON.stringify(result.problems));
}

async function play(policies: readonly Policy[], ...events: readonly PolicyTestEvent[]) {
  const spec = { name: 'table', policies: [], agents, cases: [{ name: 'case', events: [...events] }] };
  const [report] = await runTable(spec, policies, { sha256 });
  return report ?? expect.fail('the case was not played');
}
const misses = async (policies: readonly Policy[], ...events: readonly PolicyTestEvent[]) =>
  (await play(policies, ...events)).misses.map(({ event, expected, got }) => `${event}: ${expected} / ${got}`);

const rule = (decide: 'deny' | 'ask' | 'hold', when: string, more: object = {}) =>
  ({ id: decide, before: 'tool', when, decide, reason: `It is ${decide}`, ...more }) as const;
const noPush = compiled({ name: 'no-push', rules: [rule('deny', "tool.kind == 'shell'")] });
const askShell = (more: object = {}) =>
  compiled({ name: 'ask-shell', rules: [rule('ask', "tool.kind == 'shell'", more)] });

const shell: PolicyTestEvent = { tool: { shell: 'true' } };
const read: PolicyTestEvent = { tool: { read: 'a' } };

test('a decision that is not the expected one', async () => {
  expect(await misses([noPush], shell, { ...read, expect: 'deny' }, { ...shell, expect: 'ask' })).toEqual([
    '1: allow / deny by no-push/deny',
    '2: deny / allow, as no rule matched',
    '3: ask / deny by no-push/deny',
  ]);
});

test('the right decision by another rule, for another reason, of a call that can be read', async () => {
  const by = (expected: object) => misses([noPush], { ...shell, expect: expected });
  expect(await by({ decision: 'deny', rule: 'no-push/deny', reason: 'is deny' })).toEqual([]);
  expect(await by({ decision: 'deny', rule: 'other' })).toEqual(['1: deny by other / deny by no-push/deny']);
  expect(await by({ reason: 'money' })).toEqual(['1: a decision with "money" in its reason / deny by no-push/deny']);
  expect(await by({ opaque: ['script'] })).toEqual([
    '1: a decision, of a call that is opaque (script) / deny by no-push/deny',
  ]);
});

test('the facts of who decided are told', async () => {
  const { misses: all } = await play([noPush], shell);
  expect(all[0]).toMatchObject({
    what: 'tool: shell: true',
    told: [{ rule: 'deny', facts: { 'tool.kind': 'shell' } }],
  });
});

test('the strictest wins, whatever the order', async () => {
  const policies = [askShell(), noPush, compiled({ name: 'wait', rules: [rule('hold', 'true')] })];
  expect(await misses(policies, { ...shell, expect: 'deny' }, { ...read, expect: 'hold' })).toEqual([]);
});

test('a state that is another, or not known', async () => {
  const counting = compiled({
    name: 'counting',
    state: { calls: { type: 'integer', default: 0 }, names: { type: 'array', items: { type: 'string' }, default: [] } },
    opaque: [],
    track: [{ after: 'tool', set: { calls: 'state.calls + 1' } }],
    rules: [rule('deny', 'state.calls >= 2')],
  });
  expect(
    await misses([counting], { ...shell, state: { calls: 1, names: [] } }, { ...read, state: { calls: 3 } }),
  ).toEqual(['2: state.calls = 3 / 2']);
  expect(await misses([counting], { ...shell, state: { other: 1 } })).toEqual(['1: state.other = 1 / not known']);
});

test('an answer that nobody asked for, and an expectation where nothing is decided', async () => {
  expect(await misses([noPush], { answer: 'grant' })).toEqual(['1: an ask that is open / nobody was asked']);
  expect(await misses([noPush], { usage: { usd: 1 }, expect: 'deny' })).toEqual([
    '1: a decision / nothing is decided of what happened already',
  ]);
});

test('a grant reaches as far as its rule says', async () => {
  const asked: PolicyTestEvent = { ...shell, expect: 'ask' };
  const other: PolicyTestEvent = { tool: { shell: 'false' }, expect: 'ask' };
  const elsewhere: PolicyTestEvent = { ...asked, agent: 'two' };
  const grant: PolicyTestEvent = { answer: 'grant' };
  expect(await misses([askShell()], asked, grant, asked)).toEqual([]);
  expect(await misses([askShell({ grant: 'run' })], asked, grant, shell, other, { ...shell, agent: 'two' })).toEqual(
    [],
  );
  expect(await misses([askShell({ grant: 'session' })], asked, grant, shell, elsewhere)).toEqual([]);
  expect(await misses([askShell({ grant: 'run' })], asked, { answer: 'refuse' }, asked)).toEqual([]);
});

test('a grant does not overrule a deny that came meanwhile', async () => {
  const spent = compiled({ name: 'cap', rules: [rule('deny', 'cost.run >= 5')] });
  const events: PolicyTestEvent[] = [
    { ...shell, expect: 'ask' },
    { usage: { usd: 5 } },
    { answer: 'grant', expect: 'deny' },
  ];
  expect(await misses([askShell(), spent], ...events)).toEqual([]);
});

test('a call that is refused leaves nothing behind, one that is allowed does', async () => {
  const noEdit = compiled({ name: 'no-edit', rules: [rule('deny', "tool.files.exists(f, f.op == 'edit')")] });
  const write: PolicyTestEvent = { tool: { write: { path: 'a', content: 'x' } } };
  expect(await misses([noEdit], write, { ...write, expect: 'deny' })).toEqual([]);
  expect(await misses([noPush, noEdit], { tool: { shell: 'touch a' }, expect: 'deny' }, write)).toEqual([]);
});

test('rules that no case reaches are named', async () => {
  const report = await play([noPush, askShell()], read);
  expect(unreachedRules([noPush, askShell()], [report])).toEqual(['no-push/deny', 'ask-shell/ask']);
  expect(unreachedRules([noPush], [await play([noPush], shell)])).toEqual([]);
});

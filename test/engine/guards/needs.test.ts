/** What a harness cannot give is refused before anything runs, with the harnesses that can. */
import { describe, expect, test } from 'vitest';
import { compile } from '../../../engine/compile/index.ts';
import { brokenGuarantees } from '../../../engine/guards/guarantees.ts';
import { refusalOf } from '../../../engine/perform/tool-gate.ts';
import type { Capabilities } from '../../../engine/ports/harness.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import type { Spec } from '../../../schema/spec.ts';
import { policy } from './stage.ts';

const full: Capabilities = {
  asksEveryTool: true,
  modifiesInput: true,
  denyReason: true,
  usage: 'live',
  deltas: true,
  resume: true,
  steer: true,
  interrupt: true,
  structuredOutput: true,
  turns: true,
  mcp: true,
};
const work = { id: 'work', agent: 'ada', prompt: 'Go.' };
const review = { id: 'look', review: 'work', reviewer: { from: ['bob'], vendor: 'any' } };

/** What is wrong when ada's harness lacks `lack`: message and help. */
function broken(lack: Partial<Capabilities>, { agent = {}, steps = [work] as object[], policies = [] as object[] }) {
  const own = { harness: 'codex', vendor: 'openai' };
  const result = compile({
    workflow: { name: 'w', steps, policies },
    agents: { ada: { name: 'ada', ...own, ...agent }, bob: { name: 'bob', ...own }, cyd: { name: 'cyd', ...own } },
  } as unknown as Spec);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  const find = (name: string) => ({
    name: 'lean',
    capabilities: name === 'ada' ? { ...full, ...lack } : full,
  });
  return brokenGuarantees(result.workflow, find, { lean: { ...full, ...lack }, able: full, simulate: full });
}

describe('OMNI5008: a harness', () => {
  test.each<[string, Partial<Capabilities>, object, RegExp, string[]]>([
    ['without MCP servers', { mcp: false }, { agent: { mcp: { docs: { command: ['docs'] } } } }, /no MCP/, ['mcp']],
    [
      'that does not ask, for tools',
      { asksEveryTool: false },
      { agent: { tools: { allow: ['read'] } } },
      /`tools`/,
      ['tools'],
    ],
    [
      'that tells its costs late, for a limit',
      { usage: 'end' },
      { agent: { limits: { cost_usd: 1 } } },
      /cost_usd/,
      ['limits', 'cost_usd'],
    ],
    [
      'whose turns nobody sees',
      { asksEveryTool: false, turns: false },
      { agent: { limits: { turns: 3 } } },
      /turns/,
      ['limits', 'turns'],
    ],
    [
      'that cannot go on, for `session`',
      { resume: false },
      { steps: [work, { id: 'more', agent: 'ada', prompt: 'On.', session: 'work' }] },
      /as step 'more' asks/,
      ['harness'],
    ],
    [
      'that cannot go on, for rework',
      { resume: false },
      { steps: [work, review] },
      /review of step 'work'/,
      ['harness'],
    ],
    [
      'that does not ask, in a debate',
      { asksEveryTool: false },
      { steps: [{ id: 'talk', debate: 'Why?', heads: ['ada', 'bob'], max_rounds: 0 }] },
      /write in a debate/,
      ['harness'],
    ],
  ])('%s', (_, lack, given, message, path) => {
    const problems = broken(lack, given);
    expect(problems).toMatchObject([{ code: 'OMNI5008', path: ['agents', 'ada', ...path] }]);
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.message).toMatch(/^The harness lean of agent 'ada' /);
    expect(problems[0]?.help).toMatch(/one of able, or /);
    expect(broken({}, given)).toEqual([]);
  });

  test('that cannot go on will do where a review has one round', () => {
    expect(broken({ resume: false }, { steps: [work, { ...review, max_rounds: 1 }] })).toEqual([]);
  });
});

test('a policy about costs before calls needs a harness that tells them while it runs: OMNI5007', () => {
  const cap = (before: 'tool' | 'step') =>
    policy({ name: 'cap', rules: [{ id: 'over', before, when: 'cost.run > 5.0', decide: 'deny', reason: 'Enough' }] });
  expect(broken({ usage: 'end' }, { policies: [cap('tool')] })).toMatchObject([
    { code: 'OMNI5007', message: expect.stringMatching(/only when a turn is over.*'cap'/) },
  ]);
  expect(broken({ usage: 'end' }, { policies: [cap('step')] })).toEqual([]);
  expect(broken({}, { policies: [cap('tool')] })).toEqual([]);
});

test('of a server that an agent names only the tools that it names are let through', () => {
  const ada: AgentSpec = {
    name: 'ada',
    harness: 'codex',
    mcp: { docs: { command: ['docs'], tools: ['find'] }, all: { command: ['all'] } },
  };
  const refusal = (name: string) => refusalOf({ kind: 'mcp', name, input: {} }, ada, 'writer');
  expect(refusal('docs.find')).toBeUndefined();
  expect(refusal('docs.find.more')).toBe('The agent ada is not allowed the tool docs.find.more.');
  expect(refusal('docs.delete')).toBe('The agent ada is not allowed the tool docs.delete.');
  expect(refusal('all.anything')).toBeUndefined();
  expect(refusal('toString.x')).toBeUndefined();
});

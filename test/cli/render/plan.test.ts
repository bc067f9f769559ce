import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBuiltins } from '../../../cli/builtins.ts';
import { makeReader } from '../../../cli/reader.ts';
import { renderPlan } from '../../../cli/render/plan.ts';
import { describePlan } from '../../../cli/render/plan-json.ts';
import { makeStyle } from '../../../cli/render/style.ts';
import { widthOf } from '../../../cli/render/text.ts';
import { compile } from '../../../engine/compile/index.ts';
import { loadProject } from '../../../schema/load.ts';
import { load } from '../../schema/project.ts';

const file = 'examples/polly/polly.yaml';
const { spec, origin } = loadProject(file, makeReader(join(import.meta.dirname, '../../..')), readBuiltins());
const compiled = compile(spec!);
if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
const { workflow } = compiled;
const options = { style: makeStyle({ colour: false, unicode: true }), columns: 100, file, origin };

test('a plan shows what would run, with whom, where that is said, and how much at most', () => {
  const plan = renderPlan(workflow, {
    ...options,
    inputs: { goal: 'Add a slugify function', base: 'main', parallel: 3 },
    repository: '.',
    simulate: 'examples/polly/simulate.yaml',
  });
  expect(`\n${plan.join('\n')}\n`).toMatchInlineSnapshot(`
    "
    polly  examples/polly/polly.yaml
      Plans a change, has it written in parallel worktrees, has each diff reviewed by another
      vendor's model, and lets a person merge.

    Inputs
      goal      "Add a slugify function"
      base      "main"  default
      parallel  3  default

    Agents
      agent                    value                                                said in
      lead    harness          claude-code                                          agents/lead.yaml:5
              model            the harness's own
              vendor           anthropic                                            of the harness
              instructions     You plan and write no code. Read the repository fi…  agents/lead.yaml:6
              tools.allow      read, search                                         agents/lead.yaml:10
              limits.timeout   10m                                                  agents/lead.yaml:11
              limits.cost_usd  2                                                    agents/lead.yaml:11
      claude  harness          claude-code                                          agents/claude.yaml:5
              model            the harness's own
              vendor           anthropic                                            of the harness
              instructions     You are one writer in a team. Change only what the…  agents/claude.yaml:6
              limits.timeout   30m                                                  agents/claude.yaml:8
              limits.cost_usd  5                                                    agents/claude.yaml:8
      codex   harness          codex                                                agents/codex.yaml:5
              model            gpt-5.5                                              agents/codex.yaml:6
              vendor           openai                                               of the model
              instructions     You are one writer in a team. Change only what the…  agents/codex.yaml:7
              limits.timeout   30m                                                  agents/codex.yaml:9
              limits.cost_usd  5                                                    agents/codex.yaml:9
      pi      harness          pi                                                   agents/pi.yaml:5
              model            gemini-2.5-pro                                       agents/pi.yaml:6
              vendor           google                                               of the model
              instructions     You are one writer in a team. Change only what the…  agents/pi.yaml:7
              limits.timeout   30m                                                  agents/pi.yaml:9
              limits.cost_usd  5                                                    agents/pi.yaml:9
      all played by examples/polly/simulate.yaml: no model is called

    Steps
      step      kind     who or what          how
      plan      agent    lead
      build     foreach  each subtask         3 at once; branch omni/RUN/build-N from main
        write   agent    claude | codex | pi
        check   run      sh -c "$VERIFY"      on_error: continue
        review  review   of write             3 rounds; on_error: ask
      merge_ok  approve  a person
      land      merge    build into main

    Agents of the steps
      plan          lead (anthropic)
      build.write   claude (anthropic), codex (openai), pi (google)
      build.review  claude (anthropic), codex (openai), pi (google)

    Reviews
      build.write by claude is reviewed by codex or pi
      build.write by codex is reviewed by claude or pi
      build.write by pi is reviewed by claude or codex

    Policies
      policy              over      what it does                  said in
      blast-radius        workflow  deny before tool              polly.yaml:19
                                    ask before tool, merge
      budget              workflow  deny before step, turn, tool  polly.yaml:20
                                    ask before step, turn, tool
                                    hold before step
      push-after-install  workflow  ask before tool               polly.yaml:22
      push-after-install looks at commands, not at what a program does inside: it has no rule before
      merge

    Asserted
      no path to merge without merge_ok

    At most
      agent sessions  49
      side by side    8
      cost            $242.00, with every session at its agent's limit
      not counted: what a person chooses to retry, and what a crash makes run again
      worktrees and branches omni/RUN/… of .; your checkout is not written
    "
  `);
});

test('a plan fits the terminal', () => {
  expect(renderPlan(workflow, { ...options, columns: 70 }).filter((line) => widthOf(line) > 70)).toEqual([]);
});

/** A workflow of one text, with what surrounds a plan of it. */
function planOf(text: string, files: Record<string, string> = {}) {
  const loaded = load({ 'main.yaml': `apiVersion: omni/v1\nkind: Workflow\nname: it\n${text}`, ...files });
  const result = compile(loaded.spec!);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems));
  const { workflow } = result;
  const given = { file: 'main.yaml', origin: loaded.origin };
  const lines = renderPlan(workflow, { ...given, style: options.style, columns: 80 });
  const from = (title: string) =>
    lines
      .slice(lines.indexOf(title) + 1)
      .join('\n')
      .split('\n\n')[0];
  return { lines, from, json: describePlan(workflow, { ...given, inputs: {} }) };
}

const unbounded = `agents:
  ada: { harness: codex, limits: { cost_usd: 1 }, env: { TOKEN: hush } }
  bob: { harness: claude-code, tools: { deny: [shell, fetch] } }
  cyd: { harness: pi }
steps:
  - id: each
    foreach: { n: "\${{ agents }}" }
    steps:
      - { id: work, agent: ada, prompt: Go., on_error: [ { id: help, agent: cyd, prompt: Help. } ] }
      - { id: check, review: work, reviewer: { from: [bob] } }
`;

test('what has no bound is said to have none, with the reason', () => {
  expect(planOf(unbounded).from('At most')).toMatchInlineSnapshot(`
    "  agent sessions  unbounded: each runs over a list without maxItems
      side by side    4
      cost            unbounded: each runs over a list without maxItems; no
                      limits.cost_usd in cyd, bob
      not counted: what a person chooses to retry, and what a crash makes run again"
  `);
});

test('every agent that may run a step is named, also of those that handle a failure', () => {
  const { from, lines } = planOf(unbounded);
  expect(from('Agents of the steps')).toMatchInlineSnapshot(`
    "  each.work              ada (openai)
      each.work__catch.help  cyd (vendor unknown)
      each.check             bob (anthropic)"
  `);
  expect(from('Steps')).toMatchInlineSnapshot(`
    "  step                 kind      who or what  how
      each                 foreach   each n       4 at once
        work               agent     ada
          when work fails  on_error
            help           agent     cyd
        check              review    of work      3 rounds"
  `);
  expect(lines.filter((line) => widthOf(line) > 80)).toEqual([]);
});

test('a plan shows the names of variables, not what they hold', () => {
  const { lines, json } = planOf(unbounded);
  expect(lines.join('\n')).toContain('TOKEN');
  expect(`${lines.join('\n')}${JSON.stringify(json)}`).not.toContain('hush');
});

test('machines get the origin of every value, the vendors, the pairings and the bounds', () => {
  expect(planOf(unbounded).json).toMatchObject({
    agents: [
      {
        name: 'ada',
        vendor: 'openai',
        values: { harness: 'codex', 'limits.cost_usd': '1', env: 'TOKEN' },
        origin: { harness: { file: 'main.yaml', line: 5 }, 'limits.cost_usd': { file: 'main.yaml', line: 5 } },
      },
      { name: 'bob', origin: { 'tools.deny': { file: 'main.yaml', line: 6 } } },
      { name: 'cyd', values: { vendor: 'unknown' } },
    ],
    steps: [
      { address: 'each', agents: [] },
      { address: 'each.work', agents: [{ name: 'ada', vendor: 'openai' }] },
      { address: 'each.work__catch', agents: [] },
      { address: 'each.work__catch.help', agents: [{ name: 'cyd' }] },
      { address: 'each.check', agents: [{ name: 'bob', vendor: 'anthropic' }] },
    ],
    pairings: [{ step: 'each.check', of: 'each.work', writer: 'ada', reviewers: ['bob'] }],
    bounds: {
      parallel: 4,
      unbounded: {
        sessions: ['each runs over a list without maxItems'],
        cost_usd: ['each runs over a list without maxItems', 'no limits.cost_usd in cyd, bob'],
      },
    },
  });
  expect(describePlan(workflow, { file, inputs: {}, origin })).toMatchObject({
    asserted: ['no path to merge without merge_ok'],
    bounds: { sessions: 49, parallel: 8, cost_usd: 242, unbounded: {} },
  });
});

test('branches, debates, questions and workflows that are used say who is in them, and nothing that nobody wrote', () => {
  const text = `agents: { ada: { harness: codex }, bob: { harness: claude-code }, cyd: { harness: gemini } }
steps:
  - { id: race, parallel: any, steps: [ { id: a, run: make }, { id: b, run: make } ] }
  - { id: talk, debate: Why?, heads: [ada, bob], judge: cyd, max_rounds: 1 }
  - { id: q, ask: What?, timeout: 2d }
  - { id: pause, wait: 15m }
`;
  expect(planOf(text).from('Steps')).toMatchInlineSnapshot(`
    "  step   kind      who or what           how
      race   parallel  any of them
        a    run       make
        b    run       make
      talk   debate    ada, bob; cyd judges  a blind round, at most 1 more
      q      ask       a person              within 2d
      pause  wait      15m"
  `);
});

test('what handles a failure stands below the step that may fail, with how long it may take', () => {
  const triage = 'examples/triage/triage.yaml';
  const loaded = loadProject(triage, makeReader(join(import.meta.dirname, '../../..')));
  const compiled = compile(loaded.spec!);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  const inputs = { issue: 'x', base: 'main', owner: '4h', pause: '30m', deputy: '2d' };
  const plan = renderPlan(compiled.workflow, { ...options, origin: loaded.origin, inputs });
  const at = plan.findIndex((line) => line.includes('owner_ok'));
  expect(plan.slice(at, at + 6).map((line) => line.trim().replace(/ {2,}/g, '  '))).toEqual([
    expect.stringMatching(/^owner_ok {2}approve {2}a person {2}within 4h; if/),
    'when owner_ok fails  on_error',
    expect.stringMatching(/^fail_1 {2}fail/),
    'wait_2  wait  30m',
    'deputy_ok  approve  a person  within 2d',
    expect.stringMatching(/^land {2}merge/),
  ]);
});

const guarded = `policies:
  - { uses: budget.yaml, with: { max_usd: 5 } }
agents:
  ada: { harness: codex, policies: [ { uses: pushes.yaml } ] }
steps:
  - id: work
    agent: ada
    prompt: Go.
    policies:
      - { uses: pushes.yaml, name: calm-pushes }
`;
const around = {
  'budget.yaml': `apiVersion: omni/v1
kind: Policy
name: budget
inputs:
  max_usd: { type: number, default: 0 }
  every_usd: { type: number, default: 10 }
rules:
  - { id: cap, before: [step, turn], when: cost.run > inputs.max_usd, decide: deny, reason: Too much }
  - { id: merges, before: merge, decide: ask, reason: A merge }
  - { id: pause, before: turn, when: cost.run > inputs.every_usd, decide: ask, reason: A lot }
`,
  'pushes.yaml': `apiVersion: omni/v1
kind: Policy
name: pushes
rules:
  - { id: push, before: tool, when: "tool.commands.exists(c, c.program == 'git')", decide: ask, reason: A push }
`,
};

test('policies are told with what they stand over, what they decide where, and where that is said', () => {
  const { from, json } = planOf(guarded, around);
  expect(`\n${from('Policies')}\n`).toMatchInlineSnapshot(`
    "
      policy       over       what it does            said in
      budget       workflow   deny before step, turn  main.yaml:5
                              ask before merge, turn
                              with max_usd: 5         main.yaml:5
      pushes       agent ada  ask before tool         main.yaml:7
      calm-pushes  step work  ask before tool         main.yaml:13
      pushes, calm-pushes look at commands, not at what a program does inside: they
      have no rule before merge
    "
  `);
  expect(json).toMatchObject({
    policies: [
      { id: 'budget', level: 'workflow', with: { max_usd: 5 }, origin: { file: 'main.yaml', line: 5 } },
      { id: 'agent:ada/pushes', level: 'agent', rules: [{ id: 'push', before: ['tool'], decide: 'ask' }] },
      { id: 'step:work/calm-pushes', level: 'step', over: 'step work' },
    ],
  });
});

test('where every rule on commands has one before a merge beside it, nothing is said of that', () => {
  const merge = '\n  - { id: land, before: merge, when: size(merge.files) > 0, decide: ask, reason: A merge }\n';
  const { lines } = planOf(guarded, { ...around, 'pushes.yaml': around['pushes.yaml'].trimEnd() + merge });
  expect(lines.join('\n')).not.toContain('what a program does inside');
});

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeReader } from '../../../cli/reader.ts';
import { renderPlan } from '../../../cli/render/plan.ts';
import { makeStyle } from '../../../cli/render/style.ts';
import { widthOf } from '../../../cli/render/text.ts';
import { compile } from '../../../engine/compile/index.ts';
import { loadProject } from '../../../schema/load.ts';

const file = 'examples/polly/polly.yaml';
const { spec, origin } = loadProject(file, makeReader(join(import.meta.dirname, '../../..')));
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
      agent            value              said in
      lead    harness  claude-code        examples/polly/agents/lead.yaml:5
              model    claude-opus-4-5    examples/polly/agents/lead.yaml:6
              vendor   anthropic          of the model
      claude  harness  claude-code        examples/polly/agents/claude.yaml:5
              model    claude-sonnet-4-5  examples/polly/agents/claude.yaml:6
              vendor   anthropic          of the model
      codex   harness  codex              examples/polly/agents/codex.yaml:5
              model    gpt-5.1-codex      examples/polly/agents/codex.yaml:6
              vendor   openai             of the model
      pi      harness  pi                 examples/polly/agents/pi.yaml:5
              model    gemini-3-pro       examples/polly/agents/pi.yaml:6
              vendor   google             of the model
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

    Reviews
      write by claude is reviewed by codex or pi
      write by codex is reviewed by claude or pi
      write by pi is reviewed by claude or codex

    At most
      49 agent sessions, 8 side by side
      worktrees and branches omni/RUN/… of .; your checkout is not written
    "
  `);
});

test('a plan fits the terminal', () => {
  expect(renderPlan(workflow, { ...options, columns: 70 }).filter((line) => widthOf(line) > 70)).toEqual([]);
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

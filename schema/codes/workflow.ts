/** OMNI3xxx: checks of the workflow as a whole. */
import type { Codes } from './code.ts';

export const workflowCodes: Codes = {
  OMNI3001: {
    title: 'A step that can never run',
    explanation: 'A step before it always ends the body, or its own condition is always false.',
    bad: '- fail: Not ready.\n- run: make release',
    good: '- if: inputs.base != "main"\n  fail: Not ready.\n- run: make release',
  },
  OMNI3002: {
    title: 'A loop without a bound',
    explanation:
      '`until` needs `max`: the most rounds. A condition alone might never become true, and each round costs.',
    bad: '- id: fix\n  until: steps.check.exit_code == 0\n  steps:\n    - id: check\n      run: make test\n      on_error: continue',
    good: '- id: fix\n  until: steps.check.status == "done"\n  max: 5\n  steps:\n    - id: check\n      run: make test\n      on_error: continue',
  },
  OMNI3003: {
    title: 'No reviewer of another vendor',
    explanation:
      "The reviewer must be of another vendor than the writer, and no agent of `from` can be. A model whose family is not known has no vendor; `vendor:` names it. `vendor: any` allows the writer's own.",
    bad: '- id: write\n  agent: writer\n  prompt: Write the tests.\n- review: write\n  reviewer: { from: [writer] }',
    good: '- id: write\n  agent: writer\n  prompt: Write the tests.\n- review: write\n  reviewer: { from: [reader] }',
  },
  OMNI3004: {
    title: 'No diff to review or merge',
    explanation: '`review` takes an agent step, and `merge` a step that writes a branch. Other steps give no diff.',
    bad: '- id: check\n  run: make test\n- review: check\n  reviewer: { from: [reader] }',
    good: '- id: write\n  agent: writer\n  prompt: Write the tests.\n- review: write\n  reviewer: { from: [reader] }',
  },
  OMNI3006: {
    title: 'A key that this kind of step does not allow',
    explanation: 'The key is known, but it means nothing for this kind of step.',
    bad: '- approve: Merge?\n  retry: { attempts: 3 }',
    good: '- approve: Merge?\n  timeout: 2d',
  },
  OMNI3007: {
    title: 'A session that cannot be continued',
    explanation:
      '`session` names an agent step: an earlier one of this body, or, in a round of `until`, the step itself, which continues the round before. Both must be run by the same agent.',
    bad: '- id: check\n  run: make test\n- agent: writer\n  prompt: Repair it.\n  session: check',
    good: '- id: write\n  agent: writer\n  prompt: Write it.\n- agent: writer\n  prompt: Repair it.\n  session: write',
  },
  OMNI3008: {
    title: 'Approvers that cannot be had',
    explanation:
      '`approvers` name a role that nobody has, or more people than have it, so it could never be approved. `roles` in `omni.yaml` says who has a role.',
    bad: '- approve: Merge?\n  approvers: { roles: [maintainer] }',
    good: '- approve: Merge?\n  approvers: { not: [starter], at_least: 2 }',
  },
  OMNI3010: {
    title: 'More branches wanted than there are',
    explanation: '`parallel: N` is done when N of its steps are, so there must be N.',
    bad: '- parallel: 3\n  steps:\n    - run: make lint\n    - run: make test',
    good: '- parallel: 2\n  steps:\n    - run: make lint\n    - run: make test',
  },
  OMNI3011: {
    title: 'A time that is none',
    explanation: '`wait` takes a duration (`15m`, `2d`), or a timestamp with its zone (`2027-01-31T09:00:00Z`).',
    bad: '- wait: a while',
    good: '- wait: 15m',
  },
  OMNI3012: {
    title: 'A form without fields',
    explanation:
      'The `output` of an `ask` is a form for a person: a schema of an object, whose properties are its fields.',
    bad: '- ask: Which version?\n  output: { type: string }',
    good: '- ask: Which version?\n  output: { type: object, required: [version], properties: { version: { type: string } } }',
  },
  OMNI3013: {
    title: 'Inputs that do not fit the workflow that is used',
    explanation:
      '`with` gives the inputs of the workflow that a step uses: each that has no default, no other, and each of its type. A `${{ }}` stands alone as a value.',
    bad: '- uses: flows/greet.yaml\n  with: { nane: Ada }',
    good: '- uses: flows/greet.yaml\n  with: { name: Ada }',
  },
  OMNI3014: {
    title: 'Workflows nested too deep',
    explanation: 'Workflows use workflows more than 8 deep. Let one of them say the steps itself.',
    bad: '- uses: flows/nine-deep.yaml',
    good: '- uses: flows/two-deep.yaml',
  },
  OMNI3015: {
    title: 'A judge that cannot judge',
    explanation:
      'Whoever judges a debate is not one of its heads, and with `vendor: neutral` of another vendor than all of them. A model whose family is not known has no vendor; `vendor:` in its agent names it.',
    bad: '- debate: Which way?\n  heads: [writer, reader]\n  judge: writer',
    good: '- debate: Which way?\n  heads: [writer, reader]\n  judge: third',
  },
  OMNI3009: {
    title: 'A worktree that cannot be made',
    explanation:
      'A loop would make the branch of this name twice. Put what differs into the name, or leave the name out: every item has a branch of its own.',
    bad: '- foreach: { n: [1, 2] }\n  steps:\n    - agent: writer\n      prompt: Write it.\n      worktree: { branch: same }',
    good: '- foreach: { n: [1, 2] }\n  steps:\n    - agent: writer\n      prompt: Write it.\n      worktree: { branch: "part-${{ n }}" }',
  },
  OMNI3016: {
    title: 'A model that the harness does not speak to',
    explanation:
      'Claude Code, Codex and Gemini CLI speak to their own vendor, and the model, or the `vendor:` that the agent says, is of another. Name a model of that vendor; or an alias that has a model for each harness; or say the `base_url` of a gateway that has the model; or take another harness. A model whose family is not known is let through, and so is one whose `vendor:` says that it is of the vendor of the harness. A run with `--simulate` asks no model, so there it is no error.',
    bad: 'agents:\n  writer: { harness: codex, model: claude-opus-4-5 }',
    good: 'agents:\n  writer: { harness: claude-code, model: claude-opus-4-5 }',
  },
  OMNI3020: {
    title: 'An assertion that does not hold',
    explanation:
      'There is a path through the steps on which what is asserted is not so; the message tells it, step by step. Conditions are not evaluated: a step with an `if` may be skipped, and every step may fail. A step that is skipped, or that fails and is passed over, was not `done`; nor was a `run` that was lost in a crash and that a person let be (`on_lost: ask`, the default). A workflow with too many steps to explore is told as not decided.',
    bad: 'steps:\n  - id: check\n    run: make test\n    on_lost: retry\n    on_error: continue\n  - id: release\n    run: make release\nassert:\n  - { no_path_to: release, without: check }',
    good: 'steps:\n  - id: check\n    run: make test\n    on_lost: retry\n  - id: release\n    run: make release\nassert:\n  - { no_path_to: release, without: check }',
  },
  OMNI3021: {
    title: 'An assertion about a step that is not there',
    explanation:
      'An assertion names steps by id (`write`), by address (`build.write`) or by kind (`merge`). A name that means no step would make it true of nothing.',
    bad: 'steps:\n  - id: check\n    run: make test\n    on_lost: retry\n  - id: release\n    run: make release\nassert:\n  - { no_path_to: release, without: chekc }',
    good: 'steps:\n  - id: check\n    run: make test\n    on_lost: retry\n  - id: release\n    run: make release\nassert:\n  - { no_path_to: release, without: check }',
  },
};

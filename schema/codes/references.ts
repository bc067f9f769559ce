/** OMNI2xxx: expressions, and what they refer to. */
import type { Codes } from './code.ts';

export const referenceCodes: Codes = {
  OMNI2001: {
    title: 'An expression that is no CEL',
    explanation: 'Expressions are written in CEL. The mark stands at the first character that does not fit.',
    bad: '- run: make test\n  if: inputs.base = "main"',
    good: '- run: make test\n  if: inputs.base == "main"',
  },
  OMNI2002: {
    title: 'Unknown name',
    explanation:
      'Nothing of this name can be seen here. Which names can stands in the language reference: `inputs`, `run`, `agents` everywhere; `steps.ID` for earlier steps; the names of `foreach` and `index` inside it.',
    bad: '- run: make test\n  if: input.base == "main"',
    good: '- run: make test\n  if: inputs.base == "main"',
  },
  OMNI2003: {
    title: 'Types that do not go together',
    explanation:
      'An operator, a function or a key got a value of a type that it does not take. Types come from the schemas of inputs and outputs and from the kinds of steps.',
    bad: '- run: make test\n  if: inputs.base',
    good: '- run: make test\n  if: inputs.base == "main"',
  },
  OMNI2004: {
    title: 'Unknown member',
    explanation:
      'The value is known, but it has nothing of this name. What a step gives depends on its kind; what an output holds depends on its schema.',
    bad: '- id: check\n  run: make test\n- run: make report\n  if: steps.check.exitcode == 0',
    good: '- id: check\n  run: make test\n- run: make report\n  if: steps.check.exit_code == 0',
  },
  OMNI2005: {
    title: 'A template that does not close, or only in part',
    explanation:
      'A `${{` needs its `}}`. In `if` and `until`, which are expressions already, `${{ }}` may stand round the whole, never round a part.',
    bad: '- run: make test\n  if: ${{ inputs.base }} == "main"',
    good: '- run: make test\n  if: ${{ inputs.base == "main" }}',
  },
  OMNI2006: {
    title: 'Data in a shell command',
    explanation:
      'A `${{ }}` inside a shell string would become part of the command: a value like `; rm -rf ~` would run. Hand data over in `env` and quote the variable, or write the command as a list, where each value stays one argument.',
    bad: '- run: git log ${{ inputs.base }}',
    good: '- run: git log "$BASE"\n  env: { BASE: "${{ inputs.base }}" }',
  },
  OMNI2007: {
    title: 'Free text compared with a word',
    explanation:
      "An agent's text is never exactly one word, so such a comparison would nearly always be false. Ask for an `output` with a schema, and compare its field.",
    bad: '- id: judge\n  agent: writer\n  prompt: Is it ready?\n- run: make release\n  if: steps.judge.text == "yes"',
    good: '- id: judge\n  agent: writer\n  prompt: Is it ready?\n  output: { type: object, required: [ready], properties: { ready: { type: boolean } } }\n- run: make release\n  if: steps.judge.output.ready',
  },
  OMNI2008: {
    title: 'Reading a step that may not have run',
    explanation:
      'A step with an `if`, or one whose failure is passed over, may have no result. Its `status` can always be read; for anything else ask first, or give a value for the other case.',
    bad: '- id: check\n  if: inputs.base == "main"\n  run: make test\n- run: make report\n  if: steps.check.exit_code == 0',
    good: '- id: check\n  if: inputs.base == "main"\n  run: make test\n- run: make report\n  if: steps.check.status == "done"',
  },
  OMNI2009: {
    title: 'An expression too large',
    explanation:
      'An expression is bounded in length and in the nesting of `map`, `filter`, `all` and `exists`, because its cost must be bounded whatever the data. Let a step compute it.',
    bad: '- run: make test\n  if: agents.all(a, agents.all(b, agents.all(c, agents.all(d, agents.all(e, true)))))',
    good: '- run: make test\n  if: agents.all(a, a.available)',
  },
  OMNI2010: {
    title: 'No such step',
    explanation:
      '`review`, `merge`, `session` and `show` name an earlier step of the same body, or one of a group around it.',
    bad: '- id: write\n  agent: writer\n  prompt: Write the tests.\n- review: writ\n  reviewer: { from: [reader] }',
    good: '- id: write\n  agent: writer\n  prompt: Write the tests.\n- review: write\n  reviewer: { from: [reader] }',
  },
  OMNI2011: {
    title: 'No such agent',
    explanation: 'The workflow has no agent of this name under `agents`.',
    bad: '- agent: writter\n  prompt: Write the tests.',
    good: '- agent: writer\n  prompt: Write the tests.',
  },
  OMNI2012: {
    title: 'Which agents run cannot be known',
    explanation:
      'An agent may be chosen by an expression, but all its values must be known before anything runs, so that reviewers can be paired and costs bounded. Close the set with an `enum`.',
    bad: 'inputs:\n  who: { type: string }\nsteps:\n  - agent: ${{ inputs.who }}\n    prompt: Write the tests.',
    good: 'inputs:\n  who: { enum: [writer, reader] }\nsteps:\n  - agent: ${{ inputs.who }}\n    prompt: Write the tests.',
  },
  OMNI2013: {
    title: 'A secret out of place',
    explanation:
      'A secret is declared under `secrets` and read only in `env`, as the whole value of a variable. It never enters a prompt, an argument, the journal or a log.',
    bad: 'secrets: [GH_TOKEN]\nsteps:\n  - run: git fetch "$URL"\n    env: { URL: "https://x:${{ secrets.GH_TOKEN }}@example.com/a.git" }',
    good: 'secrets: [GH_TOKEN]\nsteps:\n  - run: gh auth status\n    env: { GH_TOKEN: "${{ secrets.GH_TOKEN }}" }',
  },
  OMNI2014: {
    title: 'No such tool',
    explanation:
      '`tools` names kinds of tools (`shell`, `read`, `write`, …) and tools of MCP servers, as `server.tool`. Servers are declared under `mcp` of the same agent, where `tools` may say which of them are taken. A name that means nothing would allow or deny nothing.',
    bad: 'agents:\n  writer:\n    harness: codex\n    mcp: { docs: { command: [docs-mcp], tools: [search] } }\n    tools: { deny: [doc.search] }',
    good: 'agents:\n  writer:\n    harness: codex\n    mcp: { docs: { command: [docs-mcp], tools: [search] } }\n    tools: { deny: [docs.search] }',
  },
  OMNI2015: {
    title: 'An alias without a model for this harness',
    explanation:
      '`models` in `omni.yaml` gives an alias one model for all harnesses, or one for each. The agent names such an alias, and it has no model for the harness of the agent. The examples are in a project whose `frontier` is `{ claude-code: claude-opus-4-5, codex: gpt-5.5 }`.',
    bad: 'agents:\n  writer: { harness: pi, model: frontier }',
    good: 'agents:\n  writer: { harness: codex, model: frontier }',
  },
  OMNI2016: {
    title: 'A model that is nearly an alias',
    explanation:
      'The name is of no family of models that is known, and differs little from an alias of `models` in `omni.yaml`. If it is a model all the same, `vendor:` beside it says so. The examples are in a project that has the alias `frontier`.',
    bad: 'agents:\n  writer: { harness: codex, model: frontir }',
    good: 'agents:\n  writer: { harness: codex, model: frontier }',
  },
  OMNI2017: {
    title: 'An alias of an alias',
    explanation:
      'An alias in `models` of `omni.yaml` stands for a model, on every harness or on one of them. Here it stands for the name of an alias, which no harness would know as a model.',
    bad: 'apiVersion: omni/v1\nkind: Project\nmodels:\n  frontier: claude-opus-4-5\n  best: frontier',
    good: 'apiVersion: omni/v1\nkind: Project\nmodels:\n  frontier: claude-opus-4-5\n  best: claude-opus-4-5',
  },
};

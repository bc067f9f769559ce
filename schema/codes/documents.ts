/** OMNI1003 to OMNI1011 and from OMNI1030: what is wrong in the content of documents, files and inputs. */
import type { Codes } from './code.ts';

const agent = 'apiVersion: omni/v1\nkind: Agent\nname: head\nharness: codex';

export const documentCodes: Codes = {
  OMNI1003: {
    title: 'Unknown key',
    explanation:
      'The language does not know this key here. A key that is silently ignored is the worst kind of mistake, so every unknown key is an error, with the nearest known one.',
    bad: '- run: make test\n  timout: 5m',
    good: '- run: make test\n  timeout: 5m',
  },
  OMNI1004: {
    title: 'A key is missing',
    explanation: 'A key that must be there is not.',
    bad: '- agent: writer',
    good: '- agent: writer\n  prompt: Write the tests.',
  },
  OMNI1005: {
    title: 'A value of the wrong type',
    explanation:
      'A text, a number, a list or a map stands where another of them is wanted. A number or `true` that is meant as a text is quoted.',
    bad: '- fail: true',
    good: '- fail: "true"',
  },
  OMNI1006: {
    title: 'Not one of the possible words',
    explanation: 'Here only certain words are possible; the message lists them.',
    bad: '- run: make test\n  on_error: contineu',
    good: '- run: make test\n  on_error: continue',
  },
  OMNI1007: {
    title: 'A value out of bounds',
    explanation:
      'The type is right, but the value is too small, too long, empty, twice in a list, or has not the form that is wanted. Durations are a whole number and one unit: `500ms`, `30s`, `15m`, `2h`, `7d`.',
    bad: '- run: make test\n  timeout: 5 minutes',
    good: '- run: make test\n  timeout: 5m',
  },
  OMNI1008: {
    title: 'A step without a kind',
    explanation:
      'A step has exactly one of the keys `agent`, `run`, `steps`, `review`, `approve`, `merge`, `fail`; that key says what the step does.',
    bad: '- id: check\n  command: make test',
    good: '- id: check\n  run: make test',
  },
  OMNI1009: {
    title: 'A step of two kinds',
    explanation: 'A step has exactly one kind key. Make two steps of it.',
    bad: '- agent: writer\n  prompt: Write the tests.\n  run: make test',
    good: '- agent: writer\n  prompt: Write the tests.\n- run: make test',
  },
  OMNI1010: {
    title: 'Two steps with one id',
    explanation: 'Within a body each `id` stands once, because expressions and results find a step by it.',
    bad: '- id: check\n  run: make test\n- id: check\n  run: make lint',
    good: '- id: check\n  run: make test\n- id: lint\n  run: make lint',
  },
  OMNI1011: {
    title: 'A reserved name',
    explanation:
      'Expressions could not read something of this name: CEL reserves the word, or it already stands for something else (`inputs`, `run`, `agents`, `steps`, `last`, `error`, `index`, `secrets`), or it is how a body ends (`done`, `failed`, `cancelled`).',
    bad: '- id: done\n  run: make test',
    good: '- id: check\n  run: make test',
  },
  OMNI1030: {
    title: 'No such kind of document',
    explanation: '`kind` says what a document is: `Agent`, `Workflow`, `Policy`, `PolicyTest` or `Project`.',
    bad: 'apiVersion: omni/v1\nkind: Workflw\nname: hello',
    good: 'apiVersion: omni/v1\nkind: Workflow\nname: hello\nsteps:\n  - run: echo hello',
  },
  OMNI1031: {
    title: 'Not exactly one workflow',
    explanation:
      'The file that is validated or applied holds exactly one document of kind Workflow, beside any number of Agents and Policies.',
    bad: agent,
    good: `apiVersion: omni/v1\nkind: Workflow\nname: hello\nsteps:\n  - run: echo hello\n---\n${agent}`,
  },
  OMNI1032: {
    title: 'Two documents of one name',
    explanation: 'Documents of one file are found by their names, so each name stands once.',
    bad: `apiVersion: omni/v1\nkind: Workflow\nname: head\nsteps:\n  - run: echo hello\n---\n${agent}`,
    good: `apiVersion: omni/v1\nkind: Workflow\nname: hello\nsteps:\n  - run: echo hello\n---\n${agent}`,
  },
  OMNI1033: {
    title: 'A file is missing',
    explanation: 'A path of `uses` or `file` is relative to the file that names it, and nothing is there.',
    bad: 'agents:\n  writer: { uses: agents/writter.yaml }',
    good: 'agents:\n  writer: { uses: agents/writer.yaml }',
  },
  OMNI1034: {
    title: 'A folder instead of a file',
    explanation: 'A path of `uses` or `file` names a folder. Name the file in it.',
    bad: 'agents:\n  writer: { uses: agents/ }',
    good: 'agents:\n  writer: { uses: agents/writer.yaml }',
  },
  OMNI1035: {
    title: 'A path leaves the project',
    explanation:
      'Documents read only files of their own project, also through symbolic links, so that a workflow from elsewhere cannot read a key. Absolute paths, addresses and backslashes are refused.',
    bad: 'agents:\n  writer: { uses: ../../secrets.yaml }',
    good: 'agents:\n  writer: { uses: agents/writer.yaml }',
  },
  OMNI1036: {
    title: 'A file cannot be read',
    explanation: 'The file is there, but it is no regular file, no UTF-8 text, or its permissions forbid reading.',
    bad: 'agents:\n  writer: { uses: agents/pipe.yaml }',
    good: 'agents:\n  writer: { uses: agents/writer.yaml }',
  },
  OMNI1037: {
    title: '`uses` in a circle',
    explanation:
      'An agent that starts from another, which starts from it, has no beginning. The same is said of a chain of more than 16.',
    bad: 'apiVersion: omni/v1\nkind: Workflow\nname: hello\nagents: { writer: { uses: a } }\nsteps:\n  - run: echo hello\n---\napiVersion: omni/v1\nkind: Agent\nname: a\nuses: b\n---\napiVersion: omni/v1\nkind: Agent\nname: b\nuses: a',
    good: 'apiVersion: omni/v1\nkind: Workflow\nname: hello\nagents: { writer: { uses: a } }\nsteps:\n  - run: echo hello\n---\napiVersion: omni/v1\nkind: Agent\nname: a\nuses: b\n---\napiVersion: omni/v1\nkind: Agent\nname: b\nharness: codex',
  },
  OMNI1038: {
    title: '`uses` names nothing',
    explanation:
      '`uses` names a file (`agents/writer.yaml`), a document of the same file (`writer`) or a built-in (`omni/claude`). There is none of this name.',
    bad: 'agents:\n  writer: { uses: omni/claud }',
    good: 'agents:\n  writer: { uses: omni/claude }',
  },
  OMNI1039: {
    title: '`uses` names something else',
    explanation:
      'What is named is there, but it is not one Agent where an agent is wanted, or not one Policy where a policy is: it is a document of another kind, or a file with none of that kind or with several.',
    bad: 'apiVersion: omni/v1\nkind: Workflow\nname: hello\nagents: { writer: { uses: hello } }\nsteps:\n  - run: echo hello',
    good: 'agents:\n  writer: { uses: agents/writer.yaml }',
  },
  OMNI1040: {
    title: 'Not yet available',
    explanation:
      'The language has this, but this version of omni does not carry it out yet. It is refused, because a key that is silently ignored would be worse.',
    bad: 'agents:\n  writer: { harness: codex, sandbox: { write: ["."] } }',
    good: 'agents:\n  writer: { harness: codex }',
  },
  OMNI1041: {
    title: 'A JSON Schema that makes no sense',
    explanation:
      'The schema of an input, an output or a state uses a word that does not belong to its type, requires a key that no property has, or holds a pattern that is no regular expression (RE2). It could never say what it was meant to say.',
    bad: 'inputs:\n  goal: { type: string, minimum: 3 }',
    good: 'inputs:\n  goal: { type: string, minLength: 3 }',
  },
  OMNI1042: {
    title: 'A default that its schema refuses',
    explanation:
      'The `default` of a schema must itself fit the schema; otherwise a run would begin with a value that is not allowed.',
    bad: 'inputs:\n  parallel: { type: integer, minimum: 1, default: 0 }',
    good: 'inputs:\n  parallel: { type: integer, minimum: 1, default: 3 }',
  },
  OMNI1043: {
    title: 'A Project out of place',
    explanation:
      '`omni.yaml` at the root of a project holds one Project, and Policies that it uses. A Project anywhere else would be read by nobody, and its policies would only seem to hold.',
    bad: 'apiVersion: omni/v1\nkind: Workflow\nname: hello\nsteps:\n  - run: echo hello\n---\napiVersion: omni/v1\nkind: Project\nroles:\n  maintainer: [ada@example.com]',
    good: 'apiVersion: omni/v1\nkind: Workflow\nname: hello\nsteps:\n  - run: echo hello',
  },
  OMNI1044: {
    title: 'A key of another harness',
    explanation:
      '`command` starts an agent that speaks the Agent Client Protocol, so it stands beside `harness: acp`. Every other harness is started by its own adapter, and a `command` that nobody runs would mislead.',
    bad: 'agents:\n  writer: { harness: codex, command: [my-agent, --acp] }',
    good: 'agents:\n  writer: { harness: acp, command: [my-agent, --acp] }',
  },
  OMNI1050: {
    title: 'No such input',
    explanation: 'The workflow declares no input of this name. `omni plan` lists those that it has.',
    bad: '$ omni apply hello --input gaol="Add tests"\nerror[OMNI1050]: there is no input called "gaol"',
    good: '$ omni apply hello --input goal="Add tests"',
  },
  OMNI1051: {
    title: 'An input is missing',
    explanation: 'An input without a `default` has to be given.',
    bad: '$ omni apply hello\nerror[OMNI1051]: the input `goal` is missing',
    good: '$ omni apply hello --input goal="Add tests"',
  },
  OMNI1052: {
    title: 'An input that does not fit',
    explanation:
      'The value does not fit the JSON Schema of the input. On the command line a text is read as JSON where the schema wants no text: `3`, `true`, `["a"]`.',
    bad: '$ omni apply hello --input parallel=many\nerror[OMNI1052]: `parallel` must be a whole number, not the text "many"',
    good: '$ omni apply hello --input parallel=3',
  },
  OMNI1053: {
    title: 'An `--agent` that cannot be read',
    explanation:
      '`--agent NAME.KEY=VALUE` gives an agent of the workflow another `harness`, `model`, `vendor` or `base_url` for one run, once each. Everything else of an agent is changed in its document.',
    bad: '$ omni apply hello --agent writer.harnes=codex\nerror[OMNI1053]: `harnes` of an agent cannot be given for one run',
    good: '$ omni apply hello --agent writer.harness=codex',
  },
};

/**
 * What expressions read: the members of `steps.ID`, of `run` and of `agents`. Their types are the compiler's, which this
 * room may not import; a test compares the two.
 */

/** By name, with a `?` where it may be absent: the type, and what it is. */
export type Members = Readonly<Record<string, readonly [type: string, description: string]>>;

export const everyStep: Members = {
  status: ['done | failed | skipped | refused | cancelled', 'How the step ended.'],
  'error?': [
    '{ step?: string, code: string, message: string }',
    'Why it failed, and which step within it. A `code` is for example `failed`, `timeout`, `lost`, `refused`.',
  ],
};

const written: Members = {
  'branch?': ['string', 'The branch of its worktree, where it has one and something was written.'],
  'diff?': ['string', 'What was written there.'],
};

export const gives = {
  agent: {
    text: ['free text', 'The answer. It may be shown and passed on; comparing it with a literal is an error.'],
    'cost_usd?': ['double', 'What the session cost; absent where that is unknown, which is never 0.'],
    tokens: ['{ input: int, output: int }', 'What the session used.'],
    agent: ['string', 'Which agent it was.'],
    vendor: ['string', "Its model's vendor; empty where it is unknown."],
    'session?': ['string', 'The id of the session at its harness.'],
    'diff?': ['string', 'What the branch changed since it left its base.'],
    'branch?': ['string', 'The branch that holds it; absent outside git.'],
    output: ['by its schema', 'The answer as a value, where the step has an `output`.'],
  },
  run: {
    exit_code: ['int', 'The exit code.'],
    stdout: ['string', 'What it printed. Of more than 256 KiB the first and the last half are kept.'],
    stderr: ['string', 'What it printed there, kept alike.'],
    lines: ['list of string', '`stdout` in lines, without their ends.'],
  },
  steps: {
    ...written,
    steps: ['by id', 'What its steps gave, as `steps.GROUP.steps.ID`; a step that did not run is absent.'],
  },
  foreach: { items: ['list of items', 'One for each item, in the order of the list.'] },
  item: {
    index: ['int', 'Its place, from 0.'],
    NAME: ['of the list', 'The value, under each name of the `foreach`.'],
    ...everyStep,
    'branch?': ['string', 'The branch of its worktree.'],
    'diff?': ['string', 'What was written there.'],
    steps: ['by id', 'What its steps gave.'],
  },
  until: {
    rounds: ['int', 'How many rounds there were.'],
    ...written,
    steps: ['by id', 'What its steps gave in the last round.'],
  },
  review: {
    verdict: ['approve | request_changes | reject', 'The last verdict.'],
    findings: [
      'list of { severity: string, file?: string, line?: int, text: string }',
      'What was found in the last round.',
    ],
    rounds: ['int', 'How many verdicts there were.'],
    reviewer: ['{ name: string, vendor: string }', 'Who reviewed.'],
  },
  debate: {
    question: ['string', 'The question.'],
    answers: ['{ HEAD?: free text }', 'The last answer of each head; one that failed has none.'],
    transcript: [
      'list of { round: int, head: string, answer: free text, agrees?: bool, changed?: bool, objections?: list of free text }',
      'Everything that was said, in order. Round 0 is the blind one.',
    ],
    agreed: ['list of free text', 'What the heads share, as the judge says; empty without one.'],
    differ: [
      'list of free text',
      'Where they differ, as the judge says; without one, the objections of the last round.',
    ],
    'synthesis?': ['free text', "The judge's answer."],
    converged: ['bool', 'Whether every head agreed in the last round.'],
    rounds: ['int', 'How many rounds there were, the blind one included.'],
    failed: ['{ HEAD?: string }', 'The heads that dropped out, and why.'],
    sessions: ['{ HEAD?: string }', "The heads' sessions, which `continues` goes on with."],
  },
  approve: {
    by: ['string', 'Who answered.'],
    'comment?': ['string', 'What they said to it.'],
  },
  ask: {
    text: ['string', 'The answer in words; a command stands in it too.'],
    command: ['string', 'The command that it begins with, without its `/`; empty where it begins with none.'],
    args: ['string', 'What follows the command.'],
    by: ['string', 'Who answered.'],
    output: ['by its schema', 'The fields of the form, where the step has an `output`.'],
  },
  wait: {},
  merge: {
    commits: ['list of { branch: string, commit: string }', 'A merge commit for each branch.'],
    conflicts: ['list of { branch: string, files: list of string }', 'The files that did not merge.'],
  },
  uses: { ...written, output: ['by its outputs', 'The `outputs` of that workflow.'] },
  fail: {},
} satisfies Record<string, Members>;

export const run: Members = {
  id: ['string', 'The id of the run.'],
  workflow: ['string', 'The name of the workflow.'],
  started_by: ['string', 'Who started it.'],
  started_at: ['timestamp', 'When.'],
  'cost_usd?': ['double', 'What it has cost so far; absent where that is unknown.'],
};

/** One of the list `agents`. */
export const agent: Members = {
  name: ['string', 'Its name in `agents`; a closed set.'],
  harness: ['string', 'What runs it.'],
  vendor: ['string', 'The vendor of its model; empty where it is unknown.'],
  model: ['string', 'Its model; empty where the harness chooses.'],
  available: ['bool', 'Whether this machine can run it.'],
};

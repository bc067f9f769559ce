/** The files of `omni init`: a workflow that runs at once, with its agents and a simulation, small enough to be read. */

/** By path within the new folder. `name` is a valid document name. */
export function starterFiles(name: string): Readonly<Record<string, string>> {
  return {
    [`${name}.yaml`]: workflow(name),
    'agents/claude.yaml': agent('claude', 'claude-code', 'claude-opus-4-5'),
    'agents/codex.yaml': agent('codex', 'codex', 'gpt-5.1-codex'),
    'simulate.yaml': simulation,
    'demo/README.md': '# Demo\n\nThe simulation works on a copy of this folder.\n',
  };
}

const workflow = (name: string): string => `apiVersion: omni/v1
kind: Workflow
name: ${name}
description: One agent writes on a branch of its own, a check runs, and another vendor's model reviews the diff.

inputs:
  goal: { type: string, default: Greet the reader in GREETING.md, description: What to do }

agents:
  claude: { uses: agents/claude.yaml }
  codex:  { uses: agents/codex.yaml }

steps:
  - id: work
    worktree: true                  # a git worktree and branch of its own; your checkout is not touched
    steps:
      - id: write
        agent: claude
        prompt: \${{ inputs.goal }}
      - id: check
        run: [test, -s, GREETING.md]
      - id: review
        review: write               # the reviewer sees the diff, the contract and how the check ended
        reviewer: { from: [claude, codex], vendor: different }
        contract: \${{ inputs.goal }}

outputs:
  branch: \${{ steps.work.branch }}
`;

const agent = (name: string, harness: string, model: string): string => `apiVersion: omni/v1
kind: Agent
name: ${name}
harness: ${harness}                # the one line to swap
model: ${model}
`;

const simulation = `# Plays the agents without a model: what they write and run is real, and happens in a copy of demo/.
repo: demo/

turns:
  work.write:
    - delay: 800ms
      tools:
        - read: README.md
        - write: { path: GREETING.md, content: "Hello, reader.\\n" }
      text: The greeting is in GREETING.md.
      usage: { input: 900, output: 60, cost_usd: 0.006 }
  work.review:
    - delay: 600ms
      tools:
        - read: GREETING.md
      verdict: { verdict: approve, findings: [] }
      usage: { input: 700, output: 40, cost_usd: 0.002 }
`;

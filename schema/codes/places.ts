/** OMNI5xxx: harnesses, places and git. */
import type { Codes } from './code.ts';

export const placeCodes: Codes = {
  OMNI5001: {
    title: 'A git repository is needed',
    explanation: 'Worktrees, reviews and merges need a git repository with a commit, and this folder is in none.',
    bad: '$ omni apply polly\nerror[OMNI5001]: there is no git repository at /home/ada/new',
    good: '$ git init && git add . && git commit -m "Begin"\n$ omni apply polly',
  },
  OMNI5002: {
    title: 'The base has uncommitted changes',
    explanation:
      "A run starts from a commit. Changes that are not committed would be in nobody's diff, so they are refused and listed. Commit or stash them.",
    bad: '$ omni apply polly\nerror[OMNI5002]: the base has uncommitted changes: src/index.js',
    good: '$ git stash\n$ omni apply polly',
  },
  OMNI5003: {
    title: 'Git refused, or the repository cannot be used',
    explanation:
      'The repository is bare, has no commit, or is in the middle of a merge or a rebase; or git did not do what a run asked of it, because a branch or commit is not there, or a branch of that name is. The message holds what git said. Nothing was pushed, and the base is as it was.',
    bad: '$ omni apply polly --input base=mian\nerror[OMNI5003]: there is no branch or commit "mian"',
    good: '$ omni apply polly --input base=main',
  },
  OMNI5004: {
    title: 'A path leaves the workspace',
    explanation:
      'An agent, a simulation or a workflow named a file outside the workspace of its step, directly or through a symbolic link. It was neither read nor written.',
    bad: '$ omni apply hello --simulate simulate.yaml\n   0.2s  write  tool failed: The path "../../.bashrc" leaves the workspace.',
    good: 'turns:\n  write:\n    - tools:\n        - write: { path: src/index.js, content: "" }',
  },
  OMNI5005: {
    title: 'A harness is missing',
    explanation:
      'The program that runs this agent is not installed, or it is not available in this version. `--simulate FILE` plays scripted agents instead.',
    bad: '$ omni apply polly\nerror[OMNI5005]: the harness claude-code of agent claude is not available',
    good: '$ omni apply polly --simulate examples/polly/simulate.yaml',
  },
  OMNI5006: {
    title: 'The simulation file is wrong',
    explanation: 'The file that scripts the agents cannot be read, or it says something that no simulation has.',
    bad: 'turns:\n  lead:\n    - otuput: { subtasks: [] }',
    good: 'turns:\n  lead:\n    - output: { subtasks: [] }',
  },
  OMNI5007: {
    title: 'A guarantee that a harness cannot give',
    explanation:
      'A policy that stands before tool calls, or follows them, needs a harness that asks before every one of them, and one about costs a harness that tells them while it runs. The harness of this agent does not, so calls would pass unseen. Nothing is begun.',
    bad: "$ omni apply flow.yaml\nerror[OMNI5007]: The harness acp of agent 'ada' does not ask before each tool call, so 'read-only' could not be kept.",
    good: '$ omni apply flow.yaml # its agent has a harness that asks',
  },
  OMNI5008: {
    title: 'Something that a harness cannot do',
    explanation:
      'The agent, or a step that names it, asks for something that its harness cannot give: a limit on a cost that it does not tell, tools that it does not ask for, MCP servers, or a session that goes on. The help says which harnesses can. Nothing is begun.',
    bad: "$ omni apply flow.yaml\nerror[OMNI5008]: The harness pi of agent 'ada' has no MCP servers.",
    good: '$ omni apply flow.yaml # its agent has a harness that can',
  },
};

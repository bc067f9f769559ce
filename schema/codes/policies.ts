/** OMNI4xxx: policies. */
import type { Codes } from './code.ts';

const rule = (more: string) =>
  `policies:\n  - name: calm\n    rules:\n      - { id: no-push, before: tool, decide: deny, reason: No. }\n${more}`;
const used = (way: string) =>
  `policies:\n${way}---\napiVersion: omni/v1\nkind: Policy\nname: careful\ninputs:\n  most: { type: integer }\nrules:\n  - { id: no, before: tool, decide: deny, reason: No. }`;
const whole = 'apiVersion: omni/v1\nkind: Workflow\nname: hello\nsteps:\n  - run: echo hello\n';
const table = (events: string) =>
  `apiVersion: omni/v1\nkind: PolicyTest\nname: careful\npolicies:\n  - name: calm\n    rules:\n      - { id: no, before: tool, decide: deny, reason: No. }\ncases:\n  - name: a push\n    events:\n${events}`;

export const policyCodes: Codes = {
  OMNI4001: {
    title: 'Two policies of one name in one place',
    explanation:
      'Decisions and asks name the policy that they come from, so in one place, which is the project, a workflow, an agent or a step, each name stands once. An agent has the policies of the agent that it starts from as well.',
    bad: `${rule('')}  - name: calm\n    rules:\n      - { id: no-merge, before: merge, decide: deny, reason: No. }`,
    good: `${rule('')}  - name: calmer\n    rules:\n      - { id: no-merge, before: merge, decide: deny, reason: No. }`,
  },
  OMNI4002: {
    title: 'Two rules with one id',
    explanation: 'Decisions name the rule that they come from, so in a policy each `id` stands once.',
    bad: rule('      - { id: no-push, before: merge, decide: deny, reason: No. }'),
    good: rule('      - { id: no-merge, before: merge, decide: deny, reason: No. }'),
  },
  OMNI4003: {
    title: 'Something about a person who is not asked',
    explanation:
      '`approvers`, `grant` and `timeout` say who answers, how far the answer reaches, and how long it may take. Only a rule with `decide: ask` asks somebody.',
    bad: rule('      - { id: no-merge, before: merge, decide: deny, reason: No., grant: run }'),
    good: rule('      - { id: no-merge, before: merge, decide: ask, reason: Sure?, grant: run }'),
  },
  OMNI4004: {
    title: 'A state that begins with nothing',
    explanation: 'What a policy remembers has a value from the beginning of a run: the `default` of its schema.',
    bad: `policies:\n  - name: calm\n    state: { seen: { type: boolean } }\n    rules:\n      - { id: no, before: tool, when: state.seen, decide: deny, reason: No. }`,
    good: `policies:\n  - name: calm\n    state: { seen: { type: boolean, default: false } }\n    rules:\n      - { id: no, before: tool, when: state.seen, decide: deny, reason: No. }`,
  },
  OMNI4005: {
    title: 'A track of no state',
    explanation: '`set` changes what the policy declares under `state`, and nothing else.',
    bad: `policies:\n  - name: calm\n    state: { seen: { type: boolean, default: false } }\n    track:\n      - { after: tool, set: { sen: "true" } }\n    rules:\n      - { id: no, before: tool, when: state.seen, decide: deny, reason: No. }`,
    good: `policies:\n  - name: calm\n    state: { seen: { type: boolean, default: false } }\n    track:\n      - { after: tool, set: { seen: "true" } }\n    rules:\n      - { id: no, before: tool, when: state.seen, decide: deny, reason: No. }`,
  },
  OMNI4006: {
    title: 'Inputs that do not fit the policy',
    explanation:
      '`with` gives the inputs of a policy: each that has no default, no other, and each of its type. They are values, no `${{ }}`: a policy is the same for the whole run.',
    bad: whole + used('  - uses: careful\n    with: { most: many }\n'),
    good: whole + used('  - uses: careful\n    with: { most: 3 }\n'),
  },
  OMNI4007: {
    title: 'An event that is not one thing',
    explanation:
      'An event of a PolicyTest has exactly one of the keys `tool`, `turn`, `usage`, `verdict`, `merge`, `approval`, `message`, `answer`, `step`. Beside another of them `step` says which step it belongs to.',
    bad: table('      - { tool: { shell: git push }, answer: grant }'),
    good: table('      - { tool: { shell: git push }, expect: deny }\n      - { answer: grant }'),
  },
  OMNI4020: {
    title: 'A question about an answer',
    explanation:
      'A rule before `approval` judges the answer that a person just gave. It can refuse it (`decide: deny`; the question stays open for others), but not ask about it or hold it: there would be no end to questions about answers.',
    bad: rule(
      '      - { id: own, before: approval, when: approval.by == run.started_by, decide: ask, reason: By another. }',
    ),
    good: rule(
      '      - { id: own, before: approval, when: approval.by == run.started_by, decide: deny, reason: By another. }',
    ),
  },
  OMNI4030: {
    title: 'A rule that would never be asked',
    explanation:
      'This version cannot hold what a tool answered (`result`) nor connections to the network (`egress`), so a rule before them would guarantee nothing. Stand before the tool call, where commands and hosts are named, and before the merge.',
    bad: rule('      - { id: no-net, before: egress, decide: deny, reason: No. }'),
    good: rule('      - { id: no-net, before: tool, when: size(tool.hosts) > 0, decide: deny, reason: No. }'),
  },
  OMNI4031: {
    title: 'A guarantee that a harness cannot give',
    explanation:
      'A policy that stands before tool calls, or follows them, needs a harness that asks before every one of them. The harness of this agent does not, so calls would pass unseen. Nothing is begun.',
    bad: "$ omni apply flow.yaml\nerror[OMNI4031]: The harness acp of agent 'ada' does not ask before each tool call, so 'read-only' could not be kept.",
    good: '$ omni apply flow.yaml # its agent has a harness that asks',
  },
};

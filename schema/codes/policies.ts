/** OMNI4xxx: policies. */
import type { Codes } from './code.ts';

const rule = (more: string) =>
  `policies:\n  - name: calm\n    rules:\n      - { id: no-push, before: tool, decide: deny, reason: No. }\n${more}`;

export const policyCodes: Codes = {
  OMNI4002: {
    title: 'Two rules with one id',
    explanation: 'Decisions name the rule that they come from, so in a policy each `id` stands once.',
    bad: rule('      - { id: no-push, before: merge, decide: deny, reason: No. }'),
    good: rule('      - { id: no-merge, before: merge, decide: deny, reason: No. }'),
  },
  OMNI4005: {
    title: 'A track of no state',
    explanation: '`set` changes what the policy declares under `state`, and nothing else.',
    bad: `policies:\n  - name: calm\n    state: { seen: { type: boolean, default: false } }\n    track:\n      - { after: tool, set: { sen: "true" } }\n    rules:\n      - { id: no, before: tool, when: state.seen, decide: deny, reason: No. }`,
    good: `policies:\n  - name: calm\n    state: { seen: { type: boolean, default: false } }\n    track:\n      - { after: tool, set: { seen: "true" } }\n    rules:\n      - { id: no, before: tool, when: state.seen, decide: deny, reason: No. }`,
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
};

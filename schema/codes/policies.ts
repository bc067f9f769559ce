/** OMNI4xxx: policies. The examples are documents of kind Policy without their first lines. */
import type { Codes } from './code.ts';

export const policyCodes: Codes = {
  OMNI4020: {
    title: 'A question about an answer',
    explanation:
      'A rule before `approval` judges the answer that a person just gave. It can refuse it (`decide: deny`; the question stays open for others), but not ask about it or hold it: there would be no end to questions about answers.',
    bad: 'rules:\n  - id: not-their-own\n    before: approval\n    when: approval.by == run.started_by\n    decide: ask\n    reason: Somebody else has to approve',
    good: 'rules:\n  - id: not-their-own\n    before: approval\n    when: approval.by == run.started_by\n    decide: deny\n    reason: Somebody else has to approve',
  },
  OMNI4021: {
    title: 'A track sets what the policy does not remember',
    explanation:
      'What a track sets is declared under `state`, with a type and a default, so that rules can rely on it from the first event on.',
    bad: 'state:\n  pushes: { type: integer, default: 0 }\ntrack:\n  - after: tool\n    set: { pushed: state.pushes + 1 }\nrules:\n  - id: enough\n    before: tool\n    when: state.pushes > 3\n    decide: ask\n    reason: More than three pushes',
    good: 'state:\n  pushes: { type: integer, default: 0 }\ntrack:\n  - after: tool\n    set: { pushes: state.pushes + 1 }\nrules:\n  - id: enough\n    before: tool\n    when: state.pushes > 3\n    decide: ask\n    reason: More than three pushes',
  },
  OMNI4022: {
    title: 'Two rules with one id',
    explanation:
      'Within a policy each `id` stands once: a grant is given to a rule by its id, and the journal names what decided by it.',
    bad: 'rules:\n  - id: slow\n    before: turn\n    when: cost.run > 10\n    decide: ask\n    reason: More than 10 USD\n  - id: slow\n    before: turn\n    when: cost.run > 20\n    decide: deny\n    reason: More than 20 USD',
    good: 'rules:\n  - id: slow\n    before: turn\n    when: cost.run > 10\n    decide: ask\n    reason: More than 10 USD\n  - id: stop\n    before: turn\n    when: cost.run > 20\n    decide: deny\n    reason: More than 20 USD',
  },
};

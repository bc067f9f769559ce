/** Facts that nobody should send: late, doubled, of another attempt, of things that never were, of hostile names. */
import fc from 'fast-check';
import type { Fact } from '../../engine/facts.ts';
import { startMs } from './world.ts';

const hostile = ['__proto__', 'constructor', 'toString', '', '/', 'r1.1', 'main'];
const frames = fc.constantFrom(
  '',
  'group1@1',
  'foreach1@1[0]',
  'until2@1[1]',
  'foreach2@1[99999]',
  'parallel1@1:run2',
  'debate1@1[0]/heads@1:bob',
  'uses1@1',
  ...hostile,
);
const steps = fc.constantFrom(
  'agent1',
  'run1',
  'run2',
  'agent2',
  'group1',
  'foreach1',
  'approve1',
  'ask1',
  'ask2',
  'wait1',
  'debate1',
  'heads',
  'bob',
  'judge',
  'uses1',
  'agent1__catch',
  ...hostile,
);
const numbers = fc.oneof(fc.integer({ min: -1, max: 5 }), fc.constantFrom(1e9, 0.5));
const texts = fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 5 }));
const ofAttempt = { frame: frames, step: steps, attempt: numbers };
const seen = { id: fc.uuid(), at: fc.integer({ min: startMs - 10, max: startMs + 90_000_000 }) };
const from = fc.constantFrom(undefined, { way: 'cli' }, { way: 'api', token: '__proto__', address: '' });
const fact = <T extends Fact['type']>(type: T, model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Fact> =>
  fc.record({ type: fc.constant(type), ...seen, ...model }) as unknown as fc.Arbitrary<Fact>;

const approval = fc.oneof(
  fc.integer({ min: 0, max: 6 }).map((nth) => `r1.${nth}`),
  texts,
);
const timers = fc.oneof(
  fc
    .tuple(fc.constantFrom('timeout', 'backoff', 'wait'), frames, steps)
    .map(([kind, frame, step]) => `${kind}:${frame}:${step}`),
  approval.map((id) => `ask:${id}`),
  texts,
);
const tool = fc.constant({ kind: 'shell', name: '0', input: {} });
const calls = fc.oneof(
  fc.tuple(steps, numbers).map(([step, attempt]) => `/${step}#${attempt} call 0`),
  texts,
);
const error = { code: 'failed', message: 'absurd' };

/** Any fact at all, aimed at what generated runs are made of. */
export const absurd: fc.Arbitrary<Fact> = fc.oneof(
  fact('run.requested', {
    run: texts,
    spec: texts,
    inputs: fc.constant({}),
    seed: texts,
    engine: texts,
    starter: texts,
  }),
  fact('attempt.finished', {
    ...ofAttempt,
    result: fc.constantFrom({}, { exit_code: 0 }, { verdict: 'approve' }, { verdict: 7 }, { output: 7 }),
  }),
  fact('attempt.finished', { ...ofAttempt, result: fc.constant({}), error: fc.constant(error) }),
  fact('attempt.stopped', ofAttempt),
  fact('attempt.lost', ofAttempt),
  fact('session.opened', { ...ofAttempt, session: texts }),
  fact('tool.requested', { ...ofAttempt, call: calls, tool }),
  fact('tool.completed', { ...ofAttempt, call: calls, ok: fc.boolean() }),
  fact('message.received', { ...ofAttempt, index: numbers, text: texts }),
  fact('usage.reported', { ...ofAttempt, index: numbers, usage: fc.constant({ input: 1, output: 1 }) }),
  fact('timer.fired', { timer: timers, generation: numbers }),
  fact('approval.answered', { approval, granted: fc.boolean(), by: texts, from }),
  fact('approval.answered', {
    approval,
    granted: fc.boolean(),
    by: texts,
    choice: fc.constantFrom('retry', 'continue', 'x'),
  }),
  fact('question.answered', { approval, by: texts, text: fc.oneof(fc.constantFrom('/quit', '/quti', 'plain'), texts) }),
  fact('question.answered', { approval, by: texts, output: fc.constantFrom({}, { n: 1 }, { n: 'x' }, null, []) }),
  fact('question.answered', { approval, by: texts }),
  fact('cancel.requested', { by: texts, from }),
  fact('spending.observed', { elsewhere: fc.record({ day: numbers }) }),
  fact('spending.observed', {
    elsewhere: fc.record({ day: numbers, userMicroUsd: numbers, projectMicroUsd: numbers }),
  }),
  fact('message.submitted', { text: texts, by: texts, from }),
  fact('message.submitted', { step: steps, text: texts, by: texts }),
  fact('message.submitted', { frame: frames, step: steps, text: texts, by: texts }),
);

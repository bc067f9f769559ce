/** A policy that holds makes its step or call wait, and is asked again whenever a step ends. */
import { expect, test } from 'vitest';
import type { Policies, Question } from '../../engine/ports/policies.ts';
import { effectsOf, Play } from './play.ts';

const holding = (isHeld: (question: Question) => boolean): Policies => ({
  judge: (question) => (isHeld(question) ? [{ policy: 'calm', rule: 'one-by-one', decision: 'hold' }] : []),
});
const items = (more: object = {}) => [
  { id: 'f', foreach: { x: [1, 2] }, steps: [{ id: 'a', run: ['true'], ...more }] },
];

test('a held step starts when another has ended and the policy lets go', () => {
  let held = true;
  const play = new Play(items(), {
    policies: holding(({ frame, point }) => held && point === 'step' && frame === 'f@1[1]'),
  });
  expect(play.step('a', 'f@1[1]')?.life).toBe('asking');
  expect(Object.keys(play.state.asks)).toEqual([]);
  held = false;
  expect(effectsOf(play.finish('a', 1, {}, 'f@1[0]'), 'startAttempt')).toMatchObject([{ frame: 'f@1[1]' }]);
  play.finish('a', 1, {}, 'f@1[1]');
  expect(play.state.status).toBe('done');
});

test('a held step goes on waiting while the policy holds', () => {
  const steps = [
    {
      id: 'f',
      foreach: { x: [1, 2] },
      steps: [
        { id: 'a', run: ['true'] },
        { id: 'b', run: ['true'] },
      ],
    },
  ];
  const play = new Play(steps, { policies: holding(({ frame }) => frame === 'f@1[1]') });
  play.finish('a', 1, {}, 'f@1[0]');
  expect(play.all('step.asked').map(({ frame }) => frame)).toEqual(['f@1[1]', 'f@1[1]']);
  expect(play.step('a', 'f@1[1]')?.life).toBe('asking');
});

test('who is cancelled while held is not asked about again', () => {
  const play = new Play(items(), { policies: holding(({ frame }) => frame === 'f@1[1]') });
  play.cancel();
  expect(play.state.held).toEqual([]);
  play.stopped('a', 1, 'f@1[0]');
  expect(play.all('step.asked')).toHaveLength(1);
  expect(play.state.status).toBe('cancelled');
});

test('a held tool call is answered when a step has ended', () => {
  let held = true;
  const steps = [{ id: 'f', foreach: { x: [1, 2] }, steps: [{ id: 'a', agent: 'ada', prompt: 'go' }] }];
  const play = new Play(steps, { policies: holding(({ point }) => held && point === 'tool') });
  const call = { type: 'tool.requested', frame: 'f@1[0]', step: 'a', attempt: 1, call: 'c' };
  expect(effectsOf(play.say({ ...call, tool: { kind: 'read', name: 'r', input: {} } }), 'answerTool')).toEqual([]);
  held = false;
  expect(effectsOf(play.finish('a', 1, {}, 'f@1[1]'), 'answerTool')).toMatchObject([{ call: 'c', allow: true }]);
});

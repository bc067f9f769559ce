/** Policies and the parts of a debate: who is asked about, and what a refusal of all heads makes of it. */
import { describe, expect, test } from 'vitest';
import { Play } from '../play.ts';

const debate = (more: object = {}) => ({ id: 'd', debate: 'Tabs or spaces?', heads: ['ada', 'bob'], ...more });
const at = (round: number, head: string) => `d@1[${round}]/heads@1:${head}`;

/** Answers for a head in a round. */
const speak = (play: Play, round: number, head: string, answer: string) =>
  play.finish(head, 1, { result: { text: answer, output: { answer, agrees: false } } }, at(round, head));

describe('policies', () => {
  const asking = (of: string) => ({
    judge: ({ step, point }: { step: string; point: string }) =>
      point === 'step' && step === of ? [{ policy: 'p', rule: 'r', decision: 'ask' as const }] : [],
  });

  test('are asked about the judge when the debate ends, and not in the rounds before', () => {
    const play = new Play([debate({ max_rounds: 1, judge: 'cyd' })], { policies: asking('judge') });
    for (const head of ['ada', 'bob']) speak(play, 0, head, 'first');
    expect(play.all('step.skipped').map(({ step }) => step)).toEqual(['judge']);
    expect(play.all('step.asked')).toEqual([]);
    for (const head of ['ada', 'bob']) speak(play, 1, head, 'second');
    expect(play.all('step.asked').map(({ frame, step }) => `${frame} ${step}`)).toEqual(['d@1[1] judge']);
    play.answer('r.1', true);
    expect(play.step('judge', 'd@1[1]')?.life).toBe('running');
  });

  test('are not asked about a head that has dropped out', () => {
    const heads = ['ada', 'bob', 'cyd'];
    const play = new Play([debate({ heads, max_rounds: 1 })], { policies: asking('bob') });
    play.answer('r.1', false);
    for (const head of ['ada', 'cyd']) speak(play, 0, head, 'first');
    expect(play.all('step.asked')).toHaveLength(1);
    expect(play.all('step.skipped').map(({ step }) => step)).toEqual(['bob']);
  });
});

test('a debate whose heads a policy refuses is refused', () => {
  const refusing = (...heads: string[]) => ({
    judge: ({ step, point }: { step: string; point: string }) =>
      point === 'step' && heads.includes(step) ? [{ policy: 'p', rule: 'r', decision: 'deny' as const }] : [],
  });
  expect(new Play([debate()], { policies: refusing('ada', 'bob') }).state.status).toBe('refused');
  const one = new Play([debate()], { policies: refusing('ada') });
  one.fail('bob', 1, at(0, 'bob'));
  expect(one.state.status).toBe('failed');
});

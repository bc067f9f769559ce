/** Answers of people: whose counts, how many must, how long one waits, and what an answer leaves behind. */
import { describe, expect, test } from 'vitest';
import { isParked } from '../../engine/driver/parked.ts';
import { effectsOf, Play } from './play.ts';

const run = (id: string) => ({ id, run: ['true'] });
const approve = (more: object = {}) => [{ id: 'ok', approve: 'Go?', ...more }, run('then')];
const reasons = (play: Play) => play.all('approval.ignored').map(({ by, reason }) => [by, reason]);

test('two different people: the same one twice is one', () => {
  const play = new Play(approve({ approvers: { at_least: 2 } }));
  play.answer('r.1', true, { by: 'tia' });
  play.answer('r.1', true, { by: 'tia' });
  expect(play.step('ok')?.life).toBe('asking');
  expect(reasons(play)).toEqual([['tia', 'the same person has granted it before']]);
  play.answer('r.1', true, { by: 'uma' });
  expect(play.step('ok')).toMatchObject({ life: 'done', result: { by: 'tia, uma' } });
});

test('one refusal is enough, however many must grant', () => {
  const play = new Play(approve({ approvers: { at_least: 2 } }));
  play.answer('r.1', true, { by: 'tia' });
  play.answer('r.1', false, { by: 'uma', comment: 'not today' });
  expect(play.state).toMatchObject({
    status: 'failed',
    error: { code: 'refused_by_person', message: 'uma refused: not today' },
  });
});

test('whoever started the run neither grants nor refuses where the starter may not', () => {
  const play = new Play(approve({ approvers: { not: ['starter'] } }));
  play.answer('r.1', true, { by: 'sam' });
  play.answer('r.1', false, { by: 'sam' });
  expect(reasons(play).map(([by]) => by)).toEqual(['sam', 'sam']);
  play.answer('r.1', true, { by: 'tia' });
  expect(play.step('then')?.life).toBe('running');
});

describe('expiry', () => {
  test('fails the step as a timeout, and a late answer is written down and changes nothing', () => {
    const play = new Play(approve({ timeout: '10s', on_error: 'continue' }));
    const { deadline } = play.state.timers['ask:r.1']!;
    expect(deadline).toBe(play.now + 10_000);
    play.fire('ask');
    expect(play.step('ok')).toMatchObject({ life: 'failed', error: { code: 'timeout' } });
    play.answer('r.1', true);
    expect(reasons(play)).toHaveLength(1);
  });

  test('that is near is waited for, since nobody may come: what follows it would never happen', () => {
    const play = new Play(approve({ timeout: '2d' }));
    const { deadline } = play.state.timers['ask:r.1']!;
    expect(isParked(play.workflow, play.state, play.now)).toBe(true);
    expect(isParked(play.workflow, play.state, deadline - 1000)).toBe(false);
  });

  test('may be worked out, and what is no duration fails the step', () => {
    const given = (patience: string) =>
      new Play(approve({ timeout: '${{ inputs.patience }}' }), { inputs: { patience } });
    const play = given('90s');
    expect(play.state.timers['ask:r.1']!.deadline).toBe(play.now + 90_000);
    expect(given('soon').state.error).toMatchObject({ code: 'expression', message: "timeout: 'soon' is no duration" });
  });

  test('counts from its deadline on, also before its timer has fired', () => {
    const play = new Play(approve({ timeout: '10s' }));
    play.now += 10_000;
    play.answer('r.1', true);
    expect(reasons(play)).toEqual([['tia', 'it has expired']]);
  });
});

test('an approval that was refused once and then given holds no error', () => {
  const play = new Play(approve({ on_error: 'ask' }));
  play.answer('r.1', false);
  play.answer('r.2', true, { choice: 'retry' });
  play.answer('r.3', true);
  expect(play.step('ok')).toMatchObject({ life: 'done', result: { by: 'tia' } });
  expect(play.step('ok')).not.toHaveProperty('error');
});

test('a choice needs one of its options, and an approval takes none', () => {
  const play = new Play(approve({ on_error: 'ask' }));
  play.answer('r.1', true, { choice: 'retry' });
  expect(reasons(play).at(-1)).toEqual(['tia', 'it offers no choice']);
  play.answer('r.1', false);
  play.answer('r.2', true, { choice: 'anything' });
  play.answer('r.2', true);
  expect(
    reasons(play)
      .slice(1)
      .map(([, why]) => why),
  ).toEqual(Array(2).fill('it needs a choice: retry, continue, fail'));
  expect(play.step('ok')?.life).toBe('asking');
});

test('cancelled while it asks: the ask is withdrawn and its clock stops', () => {
  const play = new Play(approve());
  const came = play.cancel();
  expect(play.state.status).toBe('cancelled');
  expect(effectsOf(came, 'withdrawAsk')).toMatchObject([{ approval: 'r.1' }]);
  expect(effectsOf(came, 'stopTimer')).toMatchObject([{ timer: 'ask:r.1' }]);
});

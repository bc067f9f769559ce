/** Money: what was not told is unknown, which is never 0, and what never began has cost nothing. */
import { describe, expect, test } from 'vitest';
import { Play } from './play.ts';

const agent = (id: string, more: object = {}) => ({ id, agent: 'ada', prompt: 'go', ...more });
const told = { input: 10, output: 5, costMicroUsd: 700 };
const report = (play: Play, attempt: number, usage: object = told) =>
  play.say({ type: 'usage.reported', frame: '', step: 'w', attempt, index: 1, usage });

describe('the cost of a run is unknown once an attempt ended without a word', () => {
  test('though the one before it had told its own', () => {
    const play = new Play([agent('w', { retry: { attempts: 2 } })]);
    report(play, 1);
    play.fail('w');
    expect(play.state.spent).toMatchObject({ known: true, microUsd: 700 });
    play.finish('w', 2);
    expect(play.state.spent).toMatchObject({ known: false, microUsd: 700 });
    expect(play.all('step.finished')[0]?.result).not.toHaveProperty('cost_usd');
  });

  test('and the one after it tells its own', () => {
    const play = new Play([agent('w', { retry: { attempts: 2 } })]);
    play.fail('w');
    report(play, 2);
    play.finish('w', 2);
    expect(play.all('step.finished')[0]?.result).not.toHaveProperty('cost_usd');
    expect(play.state.spent.known).toBe(false);
  });

  test('also when it was cancelled', () => {
    const play = new Play([agent('w')]);
    play.cancel();
    expect(play.state.spent.known).toBe(true);
    play.stopped('w');
    expect(play.state.spent.known).toBe(false);
  });
});

test('a step that failed before its first attempt has cost nothing', () => {
  const play = new Play([agent('w', { prompt: '${{ [1][3] }}', on_error: 'ask' })]);
  expect(play.step('w')?.life).toBe('asking');
  expect(play.state.spent.known).toBe(true);
});

test('a report without a price makes the cost unknown, and keeps the tokens', () => {
  const play = new Play([agent('w')]);
  report(play, 1, { input: 10, output: 5 });
  play.finish('w');
  expect(play.all('step.finished')[0]?.result).toMatchObject({ tokens: { input: 10, output: 5 } });
  expect(play.state.spent).toMatchObject({ known: false, input: 10 });
});

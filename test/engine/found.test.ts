/** Bugs that the laws found, or that reading found and the laws could not see; kept as the small runs that show them. */
import { expect, test } from 'vitest';
import { effectsOf, Play } from './play.ts';

const agent = (id: string, more: object = {}) => ({ id, agent: 'ada', prompt: 'go', ...more });
const run = (id: string, more: object = {}) => ({ id, run: ['true'], ...more });
const review = (id: string, of: string, more: object = {}) => ({
  id,
  review: of,
  reviewer: { from: ['bob'] },
  ...more,
});
const verdict = (said: string, text = 'x') => ({
  result: { verdict: said, findings: [{ severity: 'blocking', text }] },
});

test('a person lets the body go on after a lost run, whatever its on_error', () => {
  for (const on_error of ['fail', 'continue', 'ask', [run('handler')]]) {
    const play = new Play([run('a', { on_error }), run('z')]);
    play.die();
    play.answer('r.1', true, { choice: 'continue' });
    expect(play.step('z')?.life).toBe('running');
  }
});

test('a lost run that a person has tried again keeps its whole retry budget', () => {
  const play = new Play([run('a', { retry: { attempts: 2 } })]);
  play.die();
  play.answer('r.1', true, { choice: 'retry' });
  play.fail('a', 2);
  expect(play.step('a')).toMatchObject({ life: 'running', attempt: 3 });
});

test('retry after the rounds are spent sends the last findings back to the writer', () => {
  const play = new Play([agent('w'), review('v', 'w', { max_rounds: 1, on_error: 'ask' })]);
  play.finish('w');
  play.finish('v', 1, verdict('request_changes', 'the last word'));
  const [start] = effectsOf(play.answer('r.1', true, { choice: 'retry' }), 'startAttempt');
  expect(start).toMatchObject({ step: 'w', attempt: 2, plan: { round: 2 } });
  expect(start?.plan).toHaveProperty('prompt', expect.stringContaining('the last word'));
});

test('retry after a reviewer broke down asks the reviewer again, not the writer', () => {
  const play = new Play([agent('w'), review('v', 'w', { on_error: 'ask' })]);
  play.finish('w');
  play.finish('v', 1, verdict('request_changes'));
  play.finish('w', 2);
  play.fail('v', 2);
  const [start] = effectsOf(play.answer('r.1', true, { choice: 'retry' }), 'startAttempt');
  expect(start).toMatchObject({ step: 'v', attempt: 3, plan: { round: 2 } });
});

test('what one review rejected is not merged because another approved it', () => {
  const reviews = [review('first', 'w', { on_error: 'continue' }), review('second', 'w')];
  const foreach = { id: 'f', foreach: { x: [1, 2] }, worktree: true, steps: [agent('w'), ...reviews] };
  const play = new Play([foreach, { id: 'm', merge: 'f', into: 'main' }]);
  for (const index of [0, 1]) {
    const frame = `f@1[${index}]`;
    play.finish('w', 1, { result: { branch: `b${index}`, commit: 'c' } }, frame);
    play.finish('first', 1, verdict(index === 0 ? 'reject' : 'approve'), frame);
    play.finish('second', 1, verdict('approve'), frame);
  }
  const [merge] = play.all('step.started').filter(({ step }) => step === 'm');
  expect(merge?.plan).toMatchObject({ branches: [{ branch: 'b1' }] });
});

test('reviewers rotate by the item also where a group stands between', () => {
  const reviewed = [
    agent('w', { agent: 'ada' }),
    review('v', 'w', { reviewer: { from: ['ada', 'bob'], vendor: 'any' } }),
  ];
  const play = new Play([{ id: 'f', foreach: { x: [1, 2] }, steps: [{ id: 'g', steps: reviewed }] }]);
  for (const index of [0, 1]) play.finish('w', 1, {}, `f@1[${index}]/g@1`);
  const reviewers = play.all('step.started').filter(({ step }) => step === 'v');
  expect(reviewers.map(({ plan }) => plan)).toMatchObject([{ agent: 'ada' }, { agent: 'bob' }]);
});

test('forty loops within one another compile in no more than the square of that', () => {
  let steps: object[] = [run('inmost')];
  for (let depth = 0; depth < 40; depth += 1) steps = [{ id: `loop${depth}`, until: 'true', max: 1, steps }];
  const play = new Play(steps);
  expect(play.all('step.started')).toHaveLength(41);
});

test('a session is journaled also where it has its name already, so that it is known when it is told again', () => {
  const play = new Play([agent('w'), agent('more', { session: 'w' })]);
  play.say({ type: 'session.opened', id: 's1', frame: '', step: 'w', attempt: 1, session: 'one' });
  play.finish('w');
  const again = { type: 'session.opened', id: 's2', frame: '', step: 'more', attempt: 1, session: 'one' } as const;
  expect(play.say(again).events.map(({ type }) => type)).toEqual(['session.opened']);
});

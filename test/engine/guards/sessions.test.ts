/** Sessions before the policies: what they spend closes their gate, and what is said to them is judged. */
import { describe, expect, test } from 'vitest';
import { effectsOf } from '../play.ts';
import { answerOf, guarded, policy, shell } from './stage.ts';

const work = [{ id: 'work', agent: 'ada', prompt: 'Go.' }];
const two = [
  {
    id: 'both',
    parallel: 'all',
    steps: [
      { id: 'one', agent: 'ada', prompt: 'Go.' },
      { id: 'other', agent: 'bob', prompt: 'Go.' },
    ],
  },
];

const checkpoint = policy({
  name: 'checkpoint',
  state: { approved: { type: 'number', default: 0 } },
  track: [{ after: 'approval', when: 'approval.granted', set: { approved: 'approval.cost.run' } }],
  rules: [
    {
      id: 'pause',
      before: ['step', 'tool', 'turn'],
      when: 'cost.run - state.approved >= 100',
      decide: 'ask',
      reason: '${{ cost.run }} USD spent, ${{ state.approved }} approved',
    },
  ],
});
const cap = policy({
  name: 'cap',
  rules: [
    {
      id: 'hard',
      before: ['step', 'turn'],
      when: 'cost.run >= 5',
      decide: 'deny',
      reason: '${{ cost.run }} of 5 USD are spent',
    },
  ],
});

describe('a checkpoint', () => {
  test('is asked as soon as a report passes it, and the next call waits for that one answer', () => {
    const play = guarded(work, [checkpoint]);
    expect(answerOf(play.call('a', shell('ls')))).toEqual({ allow: true });
    play.completed('a');
    play.spends(1, 120);
    expect(play.open).toHaveLength(1);
    expect(play.all('usage.reported')[0]?.asks?.[0]?.text).toBe('120 USD spent, 0 approved');
    expect(answerOf(play.call('b', shell('ls')))).toBeUndefined();
    expect(answerOf(play.call('c', shell('ls src')))).toBeUndefined();
    expect(play.open).toHaveLength(1);
    const came = play.answer(play.open[0]!, true);
    expect(effectsOf(came, 'answerTool').map(({ call, allow }) => [call, allow])).toEqual([
      ['b', true],
      ['c', true],
    ]);
    // Asked again only after another hundred.
    play.spends(2, 99);
    expect(play.open).toEqual([]);
    play.spends(3, 1);
    expect(play.open).toHaveLength(1);
  });

  test('what is approved is what was shown, not what was spent while the person thought', () => {
    const play = guarded([two[0]!], [checkpoint]);
    play.spends(1, 100, 'one', 'both@1:one');
    play.spends(1, 150, 'other', 'both@1:other');
    expect(play.open).toHaveLength(1);
    play.answer(play.open[0]!, true);
    // 250 are spent, 100 approved: the next one is due at once.
    const asked = play.all('turn.judged').flatMap(({ asks = [] }) => asks.map(({ text }) => text));
    expect(asked).toEqual(['250 USD spent, 100 approved']);
  });

  test('a session that ends while it is asked leaves the question to the next step', () => {
    const play = guarded([...work, { id: 'next', agent: 'bob', prompt: 'Go.' }], [checkpoint]);
    play.spends(1, 100);
    play.finish('work');
    expect(play.step('next')?.life).toBe('asking');
    expect(play.open).toHaveLength(1);
    play.answer(play.open[0]!, true);
    expect(play.step('next')?.life).toBe('running');
  });

  test('a refusal ends the session that runs', () => {
    const play = guarded(work, [checkpoint]);
    play.spends(1, 100);
    expect(effectsOf(play.answer(play.open[0]!, false), 'stopAttempt')).toHaveLength(1);
    play.stopped('work');
    expect(play.state.status).toBe('refused');
  });

  test('an unknown cost asks once, and who approves it approves the rule for the run', () => {
    const play = guarded(work, [checkpoint]);
    play.spends(1, undefined);
    expect(play.all('usage.reported')[0]?.decisions?.[0]).toMatchObject({ unknown: expect.stringContaining('cost') });
    play.answer(play.open[0]!, true);
    expect(answerOf(play.call('a', shell('ls')))).toEqual({ allow: true });
    play.spends(2, 500);
    expect(play.open).toEqual([]);
  });
});

describe('a hard cap', () => {
  test('the answer that broke it may be the last one: it counts', () => {
    const play = guarded(work, [cap]);
    expect(effectsOf(play.spends(1, 6), 'stopAttempt')).toEqual([]);
    play.finish('work');
    expect(play.state.status).toBe('done');
  });

  test('the next call is refused, and with it the session is over', () => {
    const play = guarded(work, [cap]);
    play.spends(1, 6);
    const came = play.call('a', shell('ls'));
    expect(answerOf(came)).toMatchObject({ allow: false, reason: 'Refused by policy cap: 6 of 5 USD are spent' });
    expect(effectsOf(came, 'stopAttempt')).toHaveLength(1);
    play.stopped('work');
    expect(play.state.status).toBe('refused');
    expect(play.step('work')).toBeUndefined();
  });

  test('a session that goes on without a call is stopped at its next report', () => {
    const play = guarded(work, [cap]);
    play.spends(1, 6);
    expect(effectsOf(play.spends(2, 1), 'stopAttempt')).toHaveLength(1);
  });

  test('a result that comes while it stops changes nothing', () => {
    const play = guarded(work, [cap]);
    play.spends(1, 6);
    play.call('a', shell('ls'));
    play.finish('work');
    expect(play.state.status).toBe('refused');
    expect(play.state.error).toMatchObject({ code: 'refused', message: expect.stringContaining('5 USD') });
  });

  test('no further step begins', () => {
    const play = guarded([...work, { id: 'next', agent: 'bob', prompt: 'Go.' }], [cap]);
    play.spends(1, 6);
    play.finish('work');
    expect(play.all('step.refused').map(({ step }) => step)).toEqual(['next']);
  });

  test('a replay that claims a stop without a reason is refused', () => {
    const play = guarded(work, [cap]);
    const forged = { type: 'step.stopping', at: 1, frame: '', step: 'work', attempt: 1, why: 'refused', fact: 'x' };
    expect(() => play.fold(forged as never)).toThrow(/nothing refuses it/);
  });
});

describe('what is said to an agent', () => {
  const clean = policy({
    rules: [{ id: 'no-keys', before: 'turn', when: "turn.text.contains('sk-')", decide: 'deny', reason: 'A key' }],
  });

  test('a prompt is judged before the session begins', () => {
    const play = guarded([{ id: 'work', agent: 'ada', prompt: 'Use sk-123.' }], [clean]);
    expect(play.state.status).toBe('refused');
    expect(play.all('step.started')).toEqual([]);
  });

  test('a message that may not be said is journaled and not said', () => {
    const play = guarded(work, [clean]);
    const say = (text: string) => play.say({ type: 'message.submitted', frame: '', step: 'work', text, by: 'tia' });
    expect(effectsOf(say('Go on.'), 'sendMessage')).toHaveLength(1);
    expect(effectsOf(say('Use sk-123.'), 'sendMessage')).toEqual([]);
    expect(play.all('approval.ignored')[0]).toMatchObject({ reason: 'Refused by policy rules: A key' });
    expect(play.step('work')?.life).toBe('running');
  });
});

test('a rule that holds by the clock is judged again at the minute', () => {
  const nine = Date.UTC(2026, 0, 5, 8, 59, 30);
  const office = policy({
    rules: [{ id: 'closed', before: 'step', when: 'now.getHours() < 9', decide: 'hold', reason: 'Before nine' }],
  });
  const play = guarded([{ id: 'first', run: ['true'] }], [office]);
  play.now = nine;
  expect(play.step('first')?.life).toBe('asking');
  expect(play.all('step.asked')[0]?.decisions?.[0]).toMatchObject({ timed: true });
  play.fire('hold');
  expect(play.all('step.asked').length + play.all('step.started').length).toBe(2);
  play.now = nine + 60_000;
  if (play.step('first')?.life === 'asking') play.fire('hold');
  expect(play.step('first')?.life).toBe('running');
  expect(play.state.timers).toEqual({});
});

test('what runs side by side is seen by the rules', () => {
  const oneVendor = policy({
    rules: [
      {
        id: 'one',
        before: 'step',
        when: 'has(agent.vendor) && running.exists(r, r.agent != agent.name)',
        decide: 'hold',
        reason: 'Another one works',
      },
    ],
  });
  const play = guarded(two, [oneVendor]);
  expect(play.step('one', 'both@1:one')?.life).toBe('running');
  expect(play.step('other', 'both@1:other')?.life).toBe('asking');
  play.finish('one', 1, {}, 'both@1:one');
  expect(play.step('other', 'both@1:other')?.life).toBe('running');
});

describe('an answer that is to be repaired', () => {
  const ask = (play: ReturnType<typeof guarded>, text: string) =>
    play.say({ type: 'turn.requested', frame: '', step: 'work', attempt: 1, call: 'again', text });

  test('asks before it is sent back only where a policy stands before turns', () => {
    expect(guarded(work, [checkpoint]).step('work')?.plan).toMatchObject({ asks: true });
    expect(guarded(work, []).step('work')?.plan).not.toHaveProperty('asks');
  });

  test('waits for the person that what it spent waits for, and goes on', () => {
    const play = guarded(work, [checkpoint]);
    play.spends(1, 100);
    expect(answerOf(ask(play, 'Again.'))).toBeUndefined();
    expect(answerOf(play.answer(play.open[0]!, true))).toEqual({ allow: true });
    expect(play.all('turn.judged').map(({ call }) => call)).toContain('again');
    // A turn that has begun is over when the next thing happens: it is no call under way.
    expect(play.step('work')?.calls).toEqual({});
    expect(play.open).toEqual([]);
  });

  test('is not sent back once the cap is reached, and ends the session', () => {
    const play = guarded(work, [cap]);
    play.spends(1, 6);
    const came = ask(play, 'Again.');
    expect(answerOf(came)).toMatchObject({ allow: false });
    expect(effectsOf(came, 'stopAttempt')).toHaveLength(1);
  });
});

/** What the laws found under generated policies, each as small as it gets. */
import { expect, test } from 'vitest';
import { guards } from '../../../engine/guards/index.ts';
import { whatIf } from '../../../engine/what-if.ts';
import { answerOf, guarded, policy, shell } from './stage.ts';

const hold = policy({
  rules: [{ id: 'wait', before: 'step', when: 'has(agent.name)', decide: 'hold', reason: 'Later' }],
});
const branch = (id: string) => ({ id, agent: 'ada', prompt: 'Go.' });

test('branches that are held are cancelled together: the end of the first lets nobody start', () => {
  const play = guarded([{ id: 'both', parallel: 'all', steps: [branch('one'), branch('two')] }], [hold]);
  expect(play.all('step.asked')).toHaveLength(2);
  play.cancel();
  expect(play.all('step.asked')).toHaveLength(2);
  expect(play.all('step.started').map(({ step }) => step)).toEqual(['both']);
  expect(play.state.status).toBe('cancelled');
});

const checkpoint = policy({
  state: { approved: { type: 'number', default: 0 } },
  track: [{ after: 'approval', when: 'approval.granted', set: { approved: 'state.approved + 1' } }],
  rules: [{ id: 'ask', before: 'tool', when: 'state.approved == 0', decide: 'ask', reason: 'The first' }],
});

test('a what-if with the policies of the run waits for the answers that people gave', async () => {
  const play = guarded([branch('work')], [checkpoint]);
  play.call('a', shell('git push'));
  // Nobody has answered yet, so it waits as well.
  play.call('b', shell('git pull'));
  play.answer(play.open[0]!, true);
  expect(answerOf(play.call('c', shell('git fetch')))).toEqual({ allow: true });
  expect((await whatIf(play.workflow, play.journal, guards, () => [])).differences).toEqual([]);
});

test('a session that goes on under another name is the same to policies that count by session, and to its costs', () => {
  const twice = policy({
    scope: 'session',
    state: { calls: { type: 'number', default: 0 } },
    track: [{ after: 'tool', set: { calls: 'state.calls + 1' } }],
    rules: [
      { id: 'often', before: 'tool', when: 'state.calls >= 1', decide: 'deny', reason: 'Enough' },
      { id: 'dear', before: 'turn', when: 'cost.session >= 1.0', decide: 'deny', reason: 'Dear' },
    ],
  });
  const play = guarded([branch('one'), { ...branch('two'), session: 'one' }], [twice]);
  const opened = (step: string, session: string) =>
    play.say({ type: 'session.opened', frame: '', step, attempt: 1, session });
  opened('one', 'first');
  play.call('a', shell('ls'), 'one');
  play.completed('a', true, 'one');
  play.spends(1, 0.6, 'one');
  play.finish('one');
  opened('two', 'second');
  expect(answerOf(play.call('b', shell('ls'), 'two'))).toMatchObject({ allow: false });
  play.spends(1, 0.6, 'two');
  expect(play.all('usage.reported').at(-1)?.decisions).toMatchObject([{ rule: 'dear', decision: 'deny' }]);
});

const two = policy({
  rules: [
    { id: 'first', before: ['step', 'tool'], decide: 'ask', reason: 'One' },
    { id: 'second', before: ['step', 'tool'], decide: 'ask', reason: 'Two' },
  ],
});

test('a step that was refused and waits for a choice is not judged again by another answer', () => {
  const play = guarded([{ ...branch('work'), on_error: 'ask' }], [two]);
  const [first, second] = play.open;
  play.answer(first!, false);
  expect(play.open).toHaveLength(1);
  play.answer(second!, true);
  expect(play.all('step.refused')).toHaveLength(1);
  play.answer(play.open[0]!, true, { choice: 'fail' });
  expect(play.state.status).toBe('refused');
});

test('of two asks about one call the refusal of one withdraws the other', () => {
  const play = guarded([branch('work')], [{ ...two, rules: two.rules.map((rule) => ({ ...rule, before: 'tool' })) }]);
  play.call('a', shell('ls'));
  const [first] = play.open;
  expect(answerOf(play.answer(first!, false))).toMatchObject({ allow: false });
  expect(play.open).toEqual([]);
});

test('who is held by several rules is held once, and nothing is left of it when the run is over', () => {
  const closed = policy({
    rules: ['one', 'two'].map((id) => ({
      id,
      before: ['turn', 'tool'] as ['turn', 'tool'],
      when: "now < timestamp('2027-01-01T00:00:00Z')",
      decide: 'hold' as const,
      reason: 'Not yet',
    })),
  });
  const play = guarded(
    [{ id: 'begin', run: ['true'] }, branch('work')],
    [{ ...closed, rules: closed.rules.map((rule) => ({ ...rule, before: 'tool' as const })) }],
  );
  play.finish('begin');
  play.call('a', shell('ls'));
  expect(play.state.held).toEqual([{ frame: '', step: 'work', call: 'a' }]);
  play.finish('work');
  expect(play.state.status).toBe('done');
  expect(play.state.timers).toEqual({});
});

test('a command that asks first and is lost again and again is not begun for ever', () => {
  const play = guarded([{ id: 'work', run: ['true'], on_lost: 'fail' }], [two]);
  for (const ask of play.open) play.answer(ask, true);
  for (let attempt = 1; attempt < 9 && play.state.status === 'running'; attempt += 1) {
    play.say({ type: 'attempt.lost', frame: '', step: 'work', attempt });
  }
  expect(play.state.status).toBe('failed');
});

test('a rule that reads the time, of a policy that follows approvals, takes an answer though time has passed', () => {
  const late = policy({
    state: { approved: { type: 'number', default: 0 } },
    track: [{ after: 'approval', when: 'approval.granted', set: { approved: 'approval.cost.run' } }],
    rules: [
      { id: 'late', before: 'step', when: "now > timestamp('1970-01-01T00:00:00Z')", decide: 'ask', reason: 'Late' },
    ],
  });
  const play = guarded([branch('work')], [late]);
  play.now += 1_000;
  play.answer(play.open[0]!, true);
  expect(play.open).toEqual([]);
  expect(play.step('work')?.life).toBe('running');
});

/** Questions and waits: durable, answered once, by whoever answers; and what people say while nothing is asked. */
import { describe, expect, test } from 'vitest';
import { isParked } from '../../../engine/driver/parked.ts';
import { canonicalJson } from '../../../schema/json.ts';
import { effectsOf, Play } from '../play.ts';

const run = (id: string, more: object = {}) => ({ id, run: ['true'], ...more });
const ask = { id: 'q', ask: 'What now?', commands: ['debate', 'quit'] };
const answer = (play: Play, approval: string, more: object) =>
  play.say({ type: 'question.answered', approval, by: 'tia', ...more });

describe('a question', () => {
  test('waits without an end, and its answer is what the step gives', () => {
    const play = new Play([ask, run('next')]);
    expect(effectsOf({ events: [], effects: play.die().effects }, 'announceAsk')[0]?.ask).toMatchObject({
      kind: 'question',
      commands: ['debate', 'quit'],
    });
    expect(Object.keys(play.state.timers)).toEqual([]);
    answer(play, 'r.1', { text: 'Write a poem.' });
    expect(play.step('q')?.result).toEqual({ text: 'Write a poem.', command: '', args: '', by: 'tia' });
    expect(play.step('next')?.life).toBe('running');
  });

  test('understands its commands, and takes no other', () => {
    const play = new Play([ask]);
    answer(play, 'r.1', { text: '/debat 2' });
    expect(play.all('approval.ignored')).toMatchObject([
      { reason: 'there is no command /debat; did you mean /debate?', text: '/debat 2' },
    ]);
    answer(play, 'r.1', { text: ' /debate  2 ' });
    expect(play.step('q') ?? play.all('step.finished')[0]?.result).toMatchObject({ command: 'debate', args: '2' });
  });

  test('is answered once: the second of two gets a reason, and its words are kept in the journal', () => {
    const play = new Play([ask, run('next')]);
    answer(play, 'r.1', { text: 'first' });
    answer(play, 'r.1', { text: 'second', by: 'uma' });
    expect(play.all('question.answered')).toHaveLength(1);
    expect(play.all('approval.ignored')).toMatchObject([{ by: 'uma', text: 'second' }]);
  });

  test('that is a form takes what fits its schema and nothing else', () => {
    const output = { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } };
    const play = new Play([{ id: 'q', ask: 'How many?', output }]);
    answer(play, 'r.1', { text: 'three' });
    answer(play, 'r.1', { output: { n: 'three' } });
    expect(play.all('approval.ignored').map(({ reason }) => reason)).toEqual([
      'it is a form, and wants its fields',
      expect.stringContaining('`n`'),
    ]);
    answer(play, 'r.1', { output: { n: 3 } });
    expect(play.all('step.finished')[0]?.result).toMatchObject({ output: { n: 3 }, by: 'tia' });
  });

  test('cannot be approved, can be refused, and fails when its time is over', () => {
    const play = new Play([{ ...ask, on_error: 'continue' }, run('next')]);
    play.answer('r.1', true);
    expect(play.all('approval.ignored')[0]?.reason).toContain('omni send');
    play.answer('r.1', false);
    expect(play.step('q')?.error?.code).toBe('refused_by_person');
    const late = new Play([{ ...ask, timeout: '2d' }]);
    late.fire('ask');
    expect(late.state.error?.code).toBe('timeout');
  });
});

describe('what is said while nothing is asked', () => {
  const chat = { id: 'chat', until: "steps.q.command == 'quit'", max: 5, steps: [ask, run('work')] };
  const tell = (play: Play, text: string, by = 'uma') => play.say({ type: 'message.submitted', text, by });

  test('answers the next questions, each message one, with who said it', () => {
    const play = new Play([chat]);
    tell(play, 'one');
    expect(play.all('question.answered')).toMatchObject([{ by: 'uma', text: 'one' }]);
    tell(play, 'two', 'vic');
    tell(play, 'three', 'wil');
    expect(play.all('message.kept')).toHaveLength(2);
    play.finish('work', 1, {}, 'chat@1[0]');
    play.finish('work', 1, {}, 'chat@1[1]');
    expect(play.all('question.answered').map(({ by, text }) => `${by} ${text}`)).toEqual([
      'uma one',
      'vic two',
      'wil three',
    ]);
    expect(play.state.mail).toBeUndefined();
  });

  test('what fits no question is passed by, and the next word counts', () => {
    const play = new Play([chat]);
    tell(play, 'one');
    tell(play, '/quti');
    tell(play, '/quit');
    play.finish('work', 1, {}, 'chat@1[0]');
    expect(play.all('approval.ignored')).toMatchObject([{ text: '/quti', kept: true }]);
    expect(play.all('question.answered').at(-1)).toMatchObject({ command: 'quit', kept: true });
  });

  test('goes to the older of two questions that are put at once, and the other waits', () => {
    const twice = { id: 'g', foreach: { n: [1, 2] }, steps: [ask] };
    const one = new Play([run('work'), twice]);
    tell(one, 'one');
    one.finish('work');
    expect(one.all('question.answered')).toMatchObject([{ frame: 'g@1[0]', text: 'one' }]);
    expect(Object.keys(one.state.asks)).toEqual(['r.2']);

    const two = new Play([run('work'), twice]);
    tell(two, '/quti');
    tell(two, 'two');
    two.finish('work');
    expect(two.all('approval.ignored')).toMatchObject([{ text: '/quti' }]);
    expect(two.all('question.answered')).toMatchObject([{ frame: 'g@1[0]', text: 'two' }]);
  });

  test('survives the death of the engine between any two events', () => {
    const whole = new Play([chat]);
    tell(whole, 'one');
    tell(whole, '/quti');
    tell(whole, '/quit');
    whole.finish('work', 1, {}, 'chat@1[0]');
    whole.finish('work', 1, {}, 'chat@1[1]');
    expect(whole.state.status).toBe('done');
    for (let length = 1; length < whole.journal.length; length += 1) {
      const play = new Play([chat]);
      play.journal.splice(0, play.journal.length, ...whole.journal);
      play.die(length);
      expect(play.state.status === 'running' || play.state.status === 'done').toBe(true);
    }
  });

  test('answers the oldest question of several, also in a state that was written down', () => {
    const questions = Array.from({ length: 11 }, (_, nth) => ({ id: `q${nth}`, ask: 'And?' }));
    const play = new Play([{ id: 'g', parallel: 'any', steps: questions }]);
    play.answer('r.1', false);
    play.state = JSON.parse(canonicalJson(play.state));
    tell(play, 'here');
    expect(play.all('question.answered')).toMatchObject([{ approval: 'r.2', step: 'q1' }]);
  });

  test('is bounded', () => {
    const play = new Play([run('work'), ask]);
    for (let index = 0; index < 101; index += 1) tell(play, `word ${index}`);
    expect(play.state.mail).toHaveLength(100);
    expect(play.all('approval.ignored')).toHaveLength(1);
  });
});

describe('a wait', () => {
  test('is over when its time has passed, and not before', () => {
    const play = new Play([{ id: 'w', wait: '15m' }, run('next')]);
    expect(play.state.timers['wait::w']?.deadline).toBe(play.now + 15 * 60_000);
    expect(play.step('next')).toBeUndefined();
    play.fire('wait');
    expect(play.step('next')?.life).toBe('running');
  });

  test('for a timestamp, also one that has passed', () => {
    const play = new Play([{ id: 'w', wait: '1970-01-01T00:00:00Z' }]);
    play.fire('wait');
    expect(play.state.status).toBe('done');
  });

  test('goes on after a death with the same end, and is no lost attempt', () => {
    const play = new Play([{ id: 'w', wait: '2d' }, run('next')]);
    const came = play.die();
    expect(came.events).toEqual([]);
    expect(effectsOf(came, 'startTimer')).toHaveLength(1);
    play.fire('wait');
    expect(play.step('next')?.life).toBe('running');
  });

  test('is cancelled at once, and its timer with it', () => {
    const play = new Play([{ id: 'w', wait: '2d' }]);
    const came = play.cancel();
    expect(effectsOf(came, 'stopTimer')).toHaveLength(1);
    expect(play.state.status).toBe('cancelled');
  });

  test('parks the run when it is long, and does not when it is nearly over', () => {
    const play = new Play([{ id: 'w', wait: '2d' }]);
    expect(isParked(play.workflow, play.state, play.now)).toBe(true);
    expect(isParked(play.workflow, play.state, play.now + 2 * 86_400_000 - 1000)).toBe(false);
  });

  test('for what is no time fails, and says so', () => {
    const play = new Play([{ id: 'w', wait: '${{ inputs.when }}' }], { inputs: { when: 'soon' } });
    expect(play.state.error?.message).toContain("'soon' is no duration");
  });
});

/** What a performer is told of an attempt, and what later expressions read of it. */
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../engine/events.ts';
import { type Came, effectsOf, Play } from './play.ts';

const agent = (id: string, more: object = {}) => ({ id, agent: 'ada', prompt: 'go', ...more });
const run = (id: string, more: object = {}) => ({ id, run: ['true'], ...more });
const review = (id: string, of: string, more: object = {}) => ({
  id,
  review: of,
  reviewer: { from: ['bob'] },
  ...more,
});
const planIn = (came: Came) => effectsOf(came, 'startAttempt')[0]?.plan;
const started = (play: Play, step: string) => play.all('step.started').find((event) => event.step === step)?.plan;

describe('a plan holds', () => {
  test('the words of a command, each a value of its own', () => {
    const play = new Play([run('a', { run: ['echo', '${{ inputs.x }}', 'n${{ inputs.n }}'] })], {
      inputs: { x: 'a b;c', n: 2 },
    });
    expect(started(play, 'a')).toEqual({ run: ['echo', 'a b;c', 'n2'] });
  });

  test('variables with their values', () => {
    const play = new Play([run('a', { env: { X: '${{ inputs.x }}', Y: 7 } })], { inputs: { x: 'v' } });
    expect(started(play, 'a')).toMatchObject({ env: { X: 'v', Y: '7' } });
  });

  test('a prompt, its first line as the title, and the round', () => {
    const play = new Play([agent('a', { prompt: '\n Do ${{ inputs.x }}\nwell' })], { inputs: { x: 'it' } });
    expect(started(play, 'a')).toMatchObject({ agent: 'ada', prompt: '\n Do it\nwell', title: 'Do it', round: 1 });
  });

  test('the session of the step that it continues, or of its own round before', () => {
    const play = new Play([agent('a'), agent('b', { session: 'a' })]);
    play.say({ type: 'session.opened', frame: '', step: 'a', attempt: 1, session: 's1' });
    expect(planIn(play.finish('a'))).toMatchObject({ session: 's1' });
    const loop = new Play([{ id: 'u', until: 'false', max: 2, steps: [agent('c', { session: 'c' })] }]);
    loop.say({ type: 'session.opened', frame: 'u@1[0]', step: 'c', attempt: 1, session: 's2' });
    expect(planIn(loop.finish('c', 1, {}, 'u@1[0]'))).toMatchObject({ session: 's2' });
  });

  test('of a review: the contract and how the checks between came out', () => {
    const play = new Play([agent('w'), run('c', { on_error: 'continue' }), review('v', 'w', { contract: 'Be brief' })]);
    play.finish('w');
    const error = { code: 'failed', message: 'exit code 1' };
    const plan = planIn(play.finish('c', 1, { result: { exit_code: 1, stdout: 'out', stderr: 'err' }, error }));
    expect(plan).toMatchObject({ agent: 'bob', vendor: 'openai', writer: 'ada', round: 1 });
    expect(plan).toHaveProperty('prompt', "Contract:\nBe brief\n\nCheck 'c': failed, exit code 1\nout\nerr");
  });

  test('of a rework: each finding, in the session of the round before', () => {
    const play = new Play([agent('w'), review('v', 'w')]);
    play.say({ type: 'session.opened', frame: '', step: 'w', attempt: 1, session: 's1' });
    play.finish('w');
    const findings = [{ severity: 'minor', file: 'a.js', line: 3, text: ' Why? ' }, { text: 'No' }];
    const plan = planIn(play.finish('v', 1, { result: { verdict: 'request_changes', findings } }));
    expect(plan).toMatchObject({ session: 's1', round: 2 });
    expect(plan).toHaveProperty('prompt', expect.stringContaining('- [minor] a.js:3 Why?\n- [finding] No'));
  });

  test('of a merge: the branches that are named', () => {
    const play = new Play([{ id: 'm', merge: ['x', '${{ inputs.b }}'], into: 'main' }], { inputs: { b: 'y' } });
    expect(started(play, 'm')).toEqual({
      into: 'main',
      branches: [
        { branch: 'x', title: 'x' },
        { branch: 'y', title: 'y' },
      ],
    });
  });

  test('a count only where it is one', () => {
    for (const bad of [0, -1, 1.5, 'two', null]) {
      const loop = { id: 'u', until: 'true', max: '${{ inputs.n }}', steps: [run('a')] };
      const play = new Play([loop], { inputs: { n: bad } });
      expect(play.all('step.finished')).toMatchObject([{ error: { code: 'expression' } }]);
    }
  });
});

describe('a result says', () => {
  const usage = (index: number, costMicroUsd?: number) => {
    const spent = { input: 10, output: 2, ...(costMicroUsd !== undefined && { costMicroUsd }) };
    return { type: 'usage.reported', frame: '', step: 'a', attempt: 1, index, usage: spent };
  };
  const resultOf = (play: Play) => play.all('step.finished')[0]?.result;

  test('who it was, in which session, and what was spent, each report once', () => {
    const play = new Play([agent('a')]);
    play.say({ type: 'session.opened', frame: '', step: 'a', attempt: 1, session: 's1' });
    for (const index of [1, 1, 2, 1, 2]) play.say(usage(index, 500_000));
    play.finish('a', 1, { result: { text: 'ok', agent: 'somebody else' } });
    const tokens = { input: 20, output: 4 };
    expect(resultOf(play)).toEqual({
      text: 'ok',
      agent: 'ada',
      vendor: 'anthropic',
      session: 's1',
      tokens,
      cost_usd: 1,
    });
  });

  test('no cost where a part of it is unknown, or nothing was reported', () => {
    for (const reports of [[usage(1, 5), usage(2)], []]) {
      const play = new Play([agent('a')]);
      for (const report of reports) play.say(report);
      play.finish('a');
      expect(resultOf(play)).not.toHaveProperty('cost_usd');
      expect(play.state.spent.known).toBe(false);
    }
  });

  test('that messages are heard once each', () => {
    const play = new Play([agent('a')]);
    for (const index of [1, 2, 2, 1]) {
      play.say({ type: 'message.received', frame: '', step: 'a', attempt: 1, index, text: `m${index}` });
    }
    expect(play.all('message.received').map(({ text }) => text)).toEqual(['m1', 'm2']);
  });
});

test('an ask names the call that it is about, and lets it through once granted', () => {
  const asks: Decision = { policy: 'p', rule: 'r', decision: 'ask', reason: 'May it?' };
  const play = new Play([agent('a')], { policies: { judge: ({ point }) => (point === 'tool' ? [asks] : []) } });
  const tool = { kind: 'shell', name: 'sh', input: { command: 'push' } };
  const asked = play.say({ type: 'tool.requested', frame: '', step: 'a', attempt: 1, call: 'c1', tool });
  expect(effectsOf(asked, 'announceAsk')).toMatchObject([
    { ask: { id: 'r.1', text: 'May it?', call: 'c1', policy: 'p' } },
  ]);
  expect(effectsOf(asked, 'answerTool')).toEqual([]);
  expect(effectsOf(play.answer('r.1', true), 'answerTool')).toMatchObject([{ call: 'c1', allow: true }]);
});

test('a round reads the one before', () => {
  const again = { id: 'b', if: 'has(last.a) && last.a.exit_code == 7', run: ['true'] };
  const play = new Play([{ id: 'u', until: 'false', max: 2, steps: [{ id: 'a', run: ['true'] }, again] }]);
  play.finish('a', 1, { result: { exit_code: 7 } }, 'u@1[0]');
  play.finish('a', 1, { result: { exit_code: 0 } }, 'u@1[1]');
  expect(play.all('step.skipped').map(({ frame }) => frame)).toEqual(['u@1[0]']);
  expect(play.step('b', 'u@1[1]')?.life).toBe('running');
});

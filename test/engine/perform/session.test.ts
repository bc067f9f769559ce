import { describe, expect, test } from 'vitest';
import type { AttemptPlan } from '../../../engine/effects.ts';
import type { SessionEvent, SessionRequest } from '../../../engine/ports/harness.ts';
import { until } from '../../agents/temp.ts';
import { adapterOf } from './adapter.ts';
import { useStages, workspace } from './stage.ts';

const stageOf = useStages();
const plan: AttemptPlan = { kind: 'agent', agent: 'writer', prompt: 'Write.', title: 'Write', round: 1, workspace };
const shell = { kind: 'shell', name: 'shell', input: { command: 'true' } } as const;
const turn: SessionEvent = { type: 'turn', text: 'Done.' };

describe('a harness that breaks its contract', () => {
  const errorOf = async (events: (request: SessionRequest) => AsyncIterable<SessionEvent>, allow = true) => {
    const stage = await stageOf({ adapters: { writer: adapterOf(events) }, decide: () => ({ allow }) });
    const ended = await stage.play(plan);
    return ended.type === 'attempt.finished' ? ended.error : ended;
  };

  test('by a tool call that it never asked for', async () => {
    const error = await errorOf(async function* () {
      yield { type: 'toolCompleted', call: '1', ok: true };
      yield turn;
      yield { type: 'ended' };
    });
    expect(error).toEqual({ code: 'ungated', message: 'adapter carried out a tool call that it had not asked for.' });
  });

  test('by a tool call that was refused', async () => {
    const error = await errorOf(async function* ({ decide }) {
      await decide('1', shell);
      yield { type: 'toolCompleted', call: '1', ok: true };
      yield turn;
      yield { type: 'ended' };
    }, false);
    expect(error).toEqual({ code: 'ungated', message: 'adapter carried out a tool call although it was refused.' });
  });

  test('by a tool call that is carried out twice', async () => {
    const error = await errorOf(async function* ({ decide }) {
      await decide('1', shell);
      yield { type: 'toolCompleted', call: '1', ok: true };
      yield { type: 'toolCompleted', call: '1', ok: true };
      yield turn;
      yield { type: 'ended' };
    });
    expect(error).toEqual({ code: 'ungated', message: 'adapter carried out a tool call that it had not asked for.' });
  });

  test('by a second call under the name of one that is under way', async () => {
    const answers: boolean[] = [];
    const error = await errorOf(async function* ({ decide }) {
      for (const { allow } of await Promise.all([decide('1', shell), decide('1', shell)])) answers.push(allow);
      yield { type: 'toolCompleted', call: '1', ok: true };
      yield { type: 'toolCompleted', call: '1', ok: true };
      yield turn;
      yield { type: 'ended' };
    });
    expect(answers).toEqual([true, false]);
    expect(error).toMatchObject({ code: 'ungated' });
  });

  test('by breaking off', async () => {
    const error = await errorOf(async function* () {
      yield turn;
    });
    expect(error).toEqual({ code: 'failed', message: 'The session broke off without saying how it ended.' });
  });

  test('by ending without an answer', async () => {
    const error = await errorOf(async function* () {
      yield { type: 'ended' };
    });
    expect(error).toEqual({ code: 'failed', message: 'The session ended without an answer.' });
  });

  test('by a stream that throws', async () => {
    // biome-ignore lint/correctness/useYield: it throws before it could
    const error = await errorOf(async function* () {
      throw new Error('the pipe is gone');
    });
    expect(error).toEqual({ code: 'failed', message: 'the pipe is gone' });
  });

  test('by a stream that goes on after an interrupt', async () => {
    const adapter = adapterOf(async function* () {
      yield { type: 'session', session: 's' };
      await new Promise(() => {});
    });
    const stage = await stageOf({ adapters: { writer: adapter } });
    const ended = stage.play(plan);
    await until(() => stage.facts.length > 0);
    stage.performer.stop({ type: 'stopAttempt', frame: 'build@1[0]', step: 'write', attempt: 1 }, () => {});
    expect(await ended).toMatchObject({ type: 'attempt.stopped' });
  });
});

test('what is long is kept short, and says how much is missing', async () => {
  const long = 'x'.repeat(300_000);
  const adapter = adapterOf(async function* ({ decide }) {
    yield { type: 'message', text: long };
    await decide('1', shell);
    yield { type: 'toolCompleted', call: '1', ok: true, output: long };
    yield { type: 'turn', text: long };
    yield { type: 'ended' };
  });
  const stage = await stageOf({ adapters: { writer: adapter } });
  const ended = await stage.play(plan);
  const kept = [stage.of('message.received')[0]?.text, stage.of('tool.completed')[0]?.output];
  for (const text of [...kept, ended.type === 'attempt.finished' && ended.result.text]) {
    expect(String(text).length).toBeLessThan(263_000);
    expect(text).toMatch(/x\n\[… \d+ characters cut …\]\nx/);
  }
});

test('messages of people reach the session, also those that came before it began', async () => {
  const heard: string[] = [];
  const to = { type: 'sendMessage', frame: 'build@1[0]', step: 'write', attempt: 1 } as const;
  let say = (_: SessionEvent): void => {};
  const adapter = adapterOf(async function* () {
    yield { type: 'session', session: 's' };
    yield await new Promise<SessionEvent>((resolve) => {
      say = resolve;
    });
    yield { type: 'ended' };
  });
  const { start } = adapter;
  const listening = {
    ...adapter,
    start: (request: SessionRequest) => ({ ...start(request), send: (text: string) => void heard.push(text) }),
  };
  const stage = await stageOf({ adapters: { writer: listening } });
  const ended = stage.play(plan);
  stage.performer.send({ ...to, text: 'early' });
  await until(() => stage.facts.length > 0);
  stage.performer.send({ ...to, text: 'late' });
  say(turn);
  await ended;
  stage.performer.send({ ...to, text: 'too late' });
  expect(heard).toEqual(['early', 'late']);
});

test('what is allowed after a limit was broken is not let through', async () => {
  const decisions: boolean[] = [];
  const adapter = adapterOf(async function* ({ decide, signal }) {
    yield { type: 'session', session: 's' };
    const { allow } = await decide('1', shell);
    decisions.push(allow, signal.aborted);
    yield { type: 'ended' };
  });
  const agents = { writer: { limits: { timeout: '1m' } } };
  const stage = await stageOf({ agents, adapters: { writer: adapter }, decide: () => undefined });
  const ended = stage.play(plan);
  await until(() => stage.of('tool.requested').length > 0);
  stage.clock.pass(60_000);
  const call = stage.of('tool.requested')[0]?.call ?? '';
  const place = { frame: 'build@1[0]', step: 'write', attempt: 1 };
  stage.performer.answer({ type: 'answerTool', ...place, call, allow: true });
  expect(await ended).toMatchObject({ error: { code: 'timeout' } });
  await until(() => decisions.length > 0);
  expect(decisions).toEqual([false, true]);
});

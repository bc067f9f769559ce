/** What goes wrong around the real Pi is an outcome with its reason, and nothing of it is left running. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Session, SessionRequest } from '../../../engine/ports/harness.ts';
import { contextOverflow } from '../../fixtures/models/overflow.ts';
import type { ModelScript } from '../../fixtures/models/words.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { listen, of } from '../conformance/listen.ts';
import { isRunning, until, useTempFolder } from '../temp.ts';
import { useStage } from './stage.ts';
import { piCost, piDialect } from './subject.ts';

const reason = whyNot('pi');

describe.skipIf(reason !== undefined)(`pi${reason === undefined ? '' : ` (${reason})`}`, () => {
  const stage = useStage();
  const { folder, place } = stage;
  const elsewhere = useTempFolder();
  const file = (path: string): string => join(folder, path);
  const shell = (command: string) => piDialect.call({ shell: command })!;
  beforeEach(() => place.list('.').then((names) => Promise.all(names.map((name) => place.remove(name)))));

  function start(script: ModelScript, more: Partial<SessionRequest> = {}, stallMs?: number): Session {
    stage.model().play(script);
    return stage.adapter(stallMs === undefined ? {} : { stallMs }).start({
      agent: stage.agent(),
      name: 'ada',
      prompt: 'Do what your script says.',
      place,
      env: { PATH: process.env.PATH ?? '' },
      address: { step: 'work', attempt: 1, round: 1 },
      role: 'writer',
      decide: async () => ({ allow: true }),
      signal: new AbortController().signal,
      ...more,
    });
  }
  const errorOf = async (session: Session) => {
    const last = (await listen(session)).at(-1);
    return last?.type === 'ended' ? last.error : undefined;
  };

  test.each([
    [401, 'authentication_error', /401/],
    [429, 'rate_limit_error', /429|rate/i],
    [500, 'api_error', /500/],
    [529, 'overloaded_error', /529|overloaded/i],
  ])('the service answers %d: the session fails and says so', async (status, type, message) => {
    const error = { status, type, message: 'so it is', retryAfterS: 0 };
    expect(await errorOf(start([{ error }]))).toMatchObject({
      code: 'failed',
      message: expect.stringMatching(message),
    });
  });

  test('a prompt that is too long is said as such', async () => {
    expect(await errorOf(start([contextOverflow('anthropic')]))).toMatchObject({
      message: expect.stringMatching(/too long/i),
    });
  });

  test('an answer that breaks off and is not to be had again fails the session', async () => {
    expect(await errorOf(start([{ text: 'Half of', cut: true }]))).toMatchObject({ code: 'failed' });
  });

  test('one that says nothing while it owes an answer is ended', async () => {
    expect(await errorOf(start([{ hang: true }], {}, 2_500))).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('said nothing'),
    });
  });

  test('a tool may be silent for longer than that', async () => {
    const events = await listen(start([{ calls: [shell('sleep 10; touch slept')] }, { text: 'Done.' }], {}, 8_000));
    expect(events.at(-1)).toEqual({ type: 'ended' });
    expect(existsSync(file('slept'))).toBe(true);
  });

  test('killed under us, it is gone with its last words, and what it had running is ended', async () => {
    const session = start([{ calls: [shell('echo $PPID > parent; echo $$ > pid; exec sleep 600')] }]);
    const ended = errorOf(session);
    await until(() => existsSync(file('pid')) && readFileSync(file('pid'), 'utf8').endsWith('\n'));
    process.kill(Number(readFileSync(file('parent'), 'utf8')), 'SIGKILL');
    expect(await ended).toMatchObject({ code: 'failed', message: expect.stringMatching(/gone.*SIGKILL/s) });
    expect(isRunning(Number(readFileSync(file('pid'), 'utf8')))).toBe(false);
  });

  test('an interrupt ends also a child that has left for a session of its own', async () => {
    const session = start([{ calls: [shell("setsid sh -c 'echo $$ > pid; exec sleep 600' & wait")] }]);
    const listening = listen(session);
    await until(() => existsSync(file('pid')) && readFileSync(file('pid'), 'utf8').endsWith('\n'));
    await session.interrupt();
    expect(isRunning(Number(readFileSync(file('pid'), 'utf8')))).toBe(false);
    expect((await listening).at(-1)).toMatchObject({ type: 'ended' });
  });

  test('a session that goes on reports what came to it, and not the whole again', async () => {
    const usage = { input: 100, output: 20 };
    const first = await listen(start([{ text: 'One.', usage }]));
    const session = of(first, 'session')[0]!.session;
    const again = await listen(start([{ text: 'Two.', usage }], { session }));
    for (const events of [first, again]) {
      expect(of(events, 'usage').map((event) => event.usage)).toEqual([{ ...usage, costMicroUsd: piCost(usage) }]);
    }
    expect(JSON.stringify(stage.model().seen.at(-1)?.body)).toContain('One.');
  });

  test('a session that goes on in another workspace works there', async () => {
    const { session } = of(await listen(start([{ text: 'One.' }])), 'session')[0]!;
    const script = [{ calls: [shell('touch here')] }, { text: 'Two.' }];
    const events = await listen(start(script, { session, place: stage.placeAt(elsewhere) }));
    expect(events.at(-1)).toEqual({ type: 'ended' });
    expect(JSON.stringify(stage.model().seen.at(-1)?.body)).toContain('One.');
    expect([existsSync(join(elsewhere, 'here')), existsSync(file('here'))]).toEqual([true, false]);
  });

  test('a word that comes while a tool runs steers the turn', async () => {
    const session = start([{ calls: [shell('touch begun; sleep 2')] }, { text: 'Done.' }]);
    const listening = listen(session);
    await until(() => existsSync(file('begun')));
    session.send('Make it blue.');
    const events = await listening;
    expect(events.at(-1)).toEqual({ type: 'ended' });
    expect(JSON.stringify(stage.model().seen.map(({ body }) => body))).toContain('Make it blue.');
  });

  test('a version that cannot be gated is not begun, and says which can', async () => {
    const bin = file('old/bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(file('old/package.json'), JSON.stringify({ name: 'pi', version: '0.60.0' }));
    writeFileSync(join(bin, 'pi'), `#!/bin/sh\ntouch ${file('was-run')}\n`);
    chmodSync(join(bin, 'pi'), 0o755);
    const adapter = stage.adapter({ path: bin });
    expect(await adapter.examine(stage.agent())).toMatchObject({
      program: { version: '0.60.0' },
      problem: { message: expect.stringContaining('0.74.2') },
    });
    const nowhere = await stage.adapter({ path: file('none') }).examine(stage.agent());
    expect(nowhere.problem?.help).toContain('npm install -g @earendil-works/pi-coding-agent');
    expect(existsSync(file('was-run'))).toBe(false);
  });

  test('what it would use is found out without a request', async () => {
    const before = stage.model().seen.length + stage.model().asides.length;
    const found = await stage.adapter().examine(stage.agent());
    expect(found).toMatchObject({
      program: { version: expect.stringMatching(/^0\./) },
      credential: expect.any(String),
    });
    expect(found.problem).toBeUndefined();
    expect(JSON.stringify(found)).not.toContain('sk-ant-fake-key');
    expect(stage.model().seen.length + stage.model().asides.length).toBe(before);
  });
});

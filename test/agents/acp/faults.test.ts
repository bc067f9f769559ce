/** What goes wrong around the real agents of the presets is an outcome with its reason, and nothing of them is left running. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Session, SessionRequest } from '../../../engine/ports/harness.ts';
import type { ModelScript } from '../../fixtures/models/words.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { listen, of } from '../conformance/listen.ts';
import { isRunning, until } from '../temp.ts';
import { fakeKey, useStage } from './stage.ts';
import type { PresetName } from './subject.ts';

/** What each makes of a status; absent: it tries again for longer than anybody waits, until silence ends it. */
const refusals: Readonly<Record<PresetName, readonly (readonly [number, RegExp])[]>> = {
  gemini: [
    [401, /so it is.*401/],
    [400, /so it is.*400/],
  ],
  opencode: [
    [401, /so it is|401/],
    [400, /so it is|400/],
  ],
  copilot: [
    [401, /401/],
    [400, /400 so it is/],
  ],
};
const presets: readonly PresetName[] = ['gemini', 'opencode', 'copilot'];

describe.each(presets)('%s', (preset) => {
  const reason = whyNot(preset);
  const stage = useStage(preset);
  const { folder, place } = stage;
  const file = (path: string): string => join(folder, path);
  const shell = (command: string) => stage.subject.dialect.call({ shell: command })!;
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

  test.skipIf(reason !== undefined).each(refusals[preset])(
    'the service answers %d: the session fails and says so',
    async (status, message) => {
      const error = { status, message: 'so it is' };
      expect(await errorOf(start([{ error }]))).toMatchObject({
        code: 'failed',
        message: expect.stringMatching(message),
      });
    },
  );

  test.skipIf(reason !== undefined)('one that says nothing while it owes an answer is ended', async () => {
    const error = await errorOf(start([{ hang: true }], {}, 20_000));
    expect(error).toMatchObject({ code: 'timeout', message: expect.stringContaining('said nothing') });
  });

  test.skipIf(reason !== undefined)('killed under us, it is gone, and what it had running is ended', async () => {
    const session = start([{ calls: [shell('echo $PPID > parent; echo $$ > pid; exec sleep 600')] }]);
    const ended = errorOf(session);
    await until(() => existsSync(file('pid')) && readFileSync(file('pid'), 'utf8').endsWith('\n'));
    process.kill(Number(readFileSync(file('parent'), 'utf8')), 'SIGKILL');
    const error = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000, 'lives'))]);
    // Between it and its commands some have a helper: then it is told that the command failed, and goes on.
    if (error === 'lives') await session.interrupt();
    else expect(error).toMatchObject({ code: 'failed', message: expect.stringMatching(/gone/) });
    expect(isRunning(Number(readFileSync(file('pid'), 'utf8')))).toBe(false);
  });

  test.skipIf(reason !== undefined)('a session that goes on reports what came to it, and knows its past', async () => {
    const usage = { input: 100, output: 20 };
    const first = await listen(
      start([
        { calls: [shell('true')], usage },
        { text: 'One.', usage },
      ]),
    );
    const session = of(first, 'session')[0]!.session;
    const again = await listen(start([{ text: 'Two.', usage }], { session }));
    expect(of(first, 'usage').map((event) => event.usage)).toEqual([{ input: 200, output: 40 }]);
    expect(of(again, 'usage').map((event) => event.usage)).toEqual([usage]);
    expect(JSON.stringify(stage.model().seen.at(-1)?.body)).toContain('One.');
  });

  test.skipIf(reason !== undefined)('what it would use is found out without a request', async () => {
    const before = stage.model().seen.length + stage.model().asides.length;
    const found = await stage.adapter().examine(stage.agent());
    expect(found).toMatchObject({ program: { version: expect.stringMatching(/^\d/) }, credential: 'THE_KEY' });
    expect(found.problem).toBeUndefined();
    expect(JSON.stringify(found)).not.toContain(fakeKey);
    expect(stage.model().seen.length + stage.model().asides.length).toBe(before);
  });
});

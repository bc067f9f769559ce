/** What goes wrong around a real agent is an outcome with its reason, and nothing of it is left running. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Session } from '../../../../engine/ports/harness.ts';
import { contextOverflow } from '../../../fixtures/models/overflow.ts';
import { isRunning, until } from '../../temp.ts';
import { listen, of } from '../listen.ts';
import type { RealStage } from './stage.ts';
import type { RealSubject } from './words.ts';

const refusals = [
  // The words of the service are as good as its status.
  [401, /401|so it is/],
  [429, /429|rate/i],
  [500, /500|internal/i],
  [529, /529|overloaded/i],
] as const;

export function describeFaults(subject: RealSubject, stage: RealStage): void {
  const { capabilities, dialect, program, key, lacks = {}, slowestMs = 8_000 } = subject;
  const { file, start } = stage;
  const shell = (command: string) => dialect.call({ shell: command })!;
  const errorOf = async (session: Session) => {
    const last = (await listen(session)).at(-1);
    return last?.type === 'ended' ? last.error : undefined;
  };
  const written = (path: string) =>
    until(() => existsSync(file(path)) && readFileSync(file(path), 'utf8').endsWith('\n'));
  const pidIn = (path: string): number => Number(readFileSync(file(path), 'utf8'));

  describe('faults', () => {
    for (const [status, message] of refusals) {
      const title = `the service answers ${status}: the session fails and says so`;
      test.skipIf(status in lacks)(title, async () => {
        const error = { status, message: 'so it is', retryAfterS: 0 };
        expect(await errorOf(start([{ error }]))).toMatchObject({
          code: 'failed',
          message: expect.stringMatching(message),
        });
      });
    }

    test('a prompt that is too long is said as such', async () => {
      expect(await errorOf(start([contextOverflow(dialect.wire)]))).toMatchObject({
        message: expect.stringMatching(/too long|context|maximum|token/i),
      });
    });

    test('an answer that breaks off and is not to be had again fails the session', async () => {
      expect(await errorOf(start([{ text: 'Half of', cut: true }]))).toMatchObject({ code: 'failed' });
    });

    test('one that says nothing while it owes an answer is ended', async () => {
      expect(await errorOf(start([{ hang: true }], {}, { stallMs: slowestMs / 3 }))).toMatchObject({
        code: 'timeout',
        message: expect.stringContaining('said nothing'),
      });
    });

    test('a tool may be silent for longer than that', async () => {
      const longerS = (slowestMs * 1.25) / 1000;
      const script = [{ calls: [shell(`sleep ${longerS}; touch slept`)] }, { text: 'Done.' }];
      expect((await listen(start(script, {}, { stallMs: slowestMs }))).at(-1)).toEqual({ type: 'ended' });
      expect(existsSync(file('slept'))).toBe(true);
    });

    test.skipIf(!program)('killed under us, it is gone with its last words, and what it ran is ended', async () => {
      const session = start([{ calls: [shell('echo $PPID > parent; echo $$ > pid; exec sleep 600')] }]);
      const ended = errorOf(session);
      await written('pid');
      process.kill(pidIn('parent'), 'SIGKILL');
      expect(await ended).toMatchObject({ code: 'failed', message: expect.stringMatching(/gone.*SIGKILL/s) });
      expect(isRunning(pidIn('pid'))).toBe(false);
    });

    test('an interrupt ends also a child that has left for a session of its own', async () => {
      const session = start([{ calls: [shell("setsid sh -c 'echo $$ > pid; exec sleep 600' & wait")] }]);
      const listening = listen(session);
      await written('pid');
      await session.interrupt();
      expect(isRunning(pidIn('pid'))).toBe(false);
      expect((await listening).at(-1)).toMatchObject({ type: 'ended' });
    });

    test.skipIf(capabilities.usage === 'none')(
      'what the answers of a turn used is told once, never again',
      async () => {
        const script = [
          { calls: [shell('true')], usage: { input: 100, output: 20 } },
          { text: 'Done.', usage: { input: 50, output: 10 } },
        ];
        const told = of(await listen(start(script)), 'usage').map(({ usage }) => usage);
        const sum = (key: 'input' | 'output' | 'costMicroUsd') =>
          told.reduce((all, usage) => all + (usage[key] ?? 0), 0);
        const spent = { input: 150, output: 30 };
        expect({ input: sum('input'), output: sum('output') }).toEqual(spent);
        expect(sum('costMicroUsd')).toBe(subject.costMicroUsd?.(spent) ?? 0);
      },
    );

    test.skipIf(!capabilities.resume)(
      'a session that goes on reports what came to it, not the whole again',
      async () => {
        const usage = { input: 100, output: 20 };
        const first = await listen(start([{ text: 'One.', usage }]));
        const session = of(first, 'session')[0]!.session;
        const again = await listen(start([{ text: 'Two.', usage }], { session }));
        const cost = subject.costMicroUsd && { costMicroUsd: subject.costMicroUsd(usage) };
        for (const events of [first, again]) {
          expect(of(events, 'usage').map((event) => event.usage)).toEqual([{ ...usage, ...cost }]);
        }
        expect(JSON.stringify(stage.model().seen.at(-1)?.body)).toContain('One.');
      },
    );

    test.skipIf(!capabilities.steer)('a word that comes while a tool runs steers the turn', async () => {
      const session = start([{ calls: [shell('touch begun; sleep 2')] }, { text: 'Done.' }]);
      const listening = listen(session);
      await until(() => existsSync(file('begun')));
      session.send('Make it blue.');
      const events = await listening;
      expect(events.at(-1)).toEqual({ type: 'ended' });
      // What steers nothing begins a turn of its own.
      expect(of(events, 'turn')).toHaveLength(1);
      expect(JSON.stringify(stage.model().seen.map(({ body }) => body))).toContain('Make it blue.');
    });

    test.skipIf(!program)(
      'a version that cannot be gated is found without being run, with the one that can',
      async () => {
        const { name, tooOld, oldest, install } = program!;
        const bin = file('old/bin');
        mkdirSync(bin, { recursive: true });
        writeFileSync(file('old/package.json'), JSON.stringify({ name, version: tooOld }));
        writeFileSync(join(bin, name), `#!/bin/sh\ntouch ${file('was-run')}\n`);
        chmodSync(join(bin, name), 0o755);
        expect(await stage.adapter({ path: bin }).examine(stage.agent())).toMatchObject({
          program: { version: tooOld },
          problem: { message: expect.stringContaining(oldest) },
        });
        const nowhere = await stage.adapter({ path: file('none') }).examine(stage.agent());
        expect(nowhere.problem?.help).toContain(install);
        expect(existsSync(file('was-run'))).toBe(false);
      },
    );

    test('what it would use is found out without a request', async () => {
      const before = stage.model().seen.length + stage.model().asides.length;
      const found = await stage.adapter().examine(stage.agent());
      expect(found).toMatchObject({ credential: expect.any(String) });
      if (program) expect(found.program?.version).toMatch(/^\d+\.\d+/);
      expect(found.problem).toBeUndefined();
      expect(JSON.stringify(found)).not.toContain(key.value);
      expect(stage.model().seen.length + stage.model().asides.length).toBe(before);
    });
  });
}

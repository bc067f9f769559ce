/**
 * What every harness must do, whoever made it: the contract of `engine/ports/harness.ts`, one test a promise. An
 * adapter's test says how to make its agent follow a script, and calls `describeHarness`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import type { Tool } from '../../../engine/events.ts';
import type { Capabilities, Harness, Session, SessionRequest } from '../../../engine/ports/harness.ts';
import type { AgentSpec } from '../../../schema/agent.ts';
import type { Json } from '../../../schema/json.ts';
import { isRunning, until, useTempFolder } from '../temp.ts';
import { listen, of } from './listen.ts';

/** What the agent is made to do in one turn, in this order. */
export interface ScriptedTurn {
  readonly tools?: readonly ({ readonly write: { path: string; content: string } } | { readonly shell: string })[];
  readonly text?: string;
  readonly output?: Json;
  readonly usage?: { readonly input: number; readonly output: number; readonly cost_usd?: number };
  readonly failure?: 'crash' | 'hang';
}

export interface Subject {
  readonly capabilities: Capabilities;
  /** What the harness itself says that tokens cost, in micro-dollars, where no script can say it; undefined: nothing. */
  costMicroUsd?(usage: { readonly input: number; readonly output: number }): number | undefined;
  /** An agent that answers the prompt and each follow-up with the next of `script`, and when resumed with `resumed`. */
  prepare(script: readonly ScriptedTurn[], resumed?: readonly ScriptedTurn[]): { harness: Harness; agent: AgentSpec };
}

type Answer = Awaited<ReturnType<SessionRequest['decide']>>;
const allow = (): Answer => ({ allow: true });

export function describeHarness(name: string, { capabilities, prepare, costMicroUsd }: Subject): void {
  const folder = useTempFolder();
  const reaper = createReaper();
  const place = createLocalPlace({ root: folder, reaper, mark: reaper.mark('conformance') });
  const file = (path: string): string => join(folder, path);
  const path = process.env.PATH ?? '/usr/bin:/bin';

  const start = (
    script: readonly ScriptedTurn[],
    more: Partial<SessionRequest> & { readonly resumed?: readonly ScriptedTurn[] } = {},
  ): Session => {
    const { resumed, ...request } = more;
    const { harness, agent } = prepare(script, resumed);
    return harness.start({
      agent,
      name: agent.name,
      prompt: 'Do what your script says.',
      place,
      env: { PATH: path },
      address: { step: 'work', attempt: request.session === undefined ? 1 : 2, round: 1 },
      role: 'writer',
      decide: async () => allow(),
      signal: new AbortController().signal,
      ...request,
    });
  };
  beforeEach(() => place.list('.').then((names) => Promise.all(names.map((entry) => place.remove(entry)))));
  afterAll(() => reaper.dispose());

  describe(`the harness ${name}`, () => {
    test('answers a prompt: a session, a message, a turn, the end', async () => {
      const events = await listen(start([{ text: 'Hello there.' }]));
      expect(events[0]).toMatchObject({ type: 'session', session: expect.stringMatching(/./) });
      expect(of(events, 'message').map(({ text }) => text)).toEqual(['Hello there.']);
      expect(of(events, 'turn')).toMatchObject([{ text: 'Hello there.' }]);
      expect(events.at(-1)).toEqual({ type: 'ended' });
    });

    test.skipIf(!capabilities.deltas)('streams the pieces of a message', async () => {
      const events = await listen(start([{ text: 'Hello there.' }]));
      expect(
        of(events, 'delta')
          .map(({ text }) => text)
          .join(''),
      ).toBe('Hello there.');
    });

    test('asks before a tool call, and does nothing until it is answered', async () => {
      const asked: { call: string; tool: Tool }[] = [];
      let answer = (_: Answer): void => {};
      const session = start([{ tools: [{ write: { path: 'a.txt', content: 'a' } }] }], {
        decide: (call, tool) => {
          asked.push({ call, tool });
          return new Promise((resolve) => {
            answer = resolve;
          });
        },
      });
      const listening = listen(session);
      await until(() => asked.length > 0);
      expect(existsSync(file('a.txt'))).toBe(false);
      answer(allow());
      const events = await listening;
      expect(asked).toMatchObject([{ tool: { kind: 'write', input: { path: 'a.txt', content: 'a' } } }]);
      expect(readFileSync(file('a.txt'), 'utf8')).toBe('a');
      expect(of(events, 'toolCompleted')).toMatchObject([{ call: asked[0]?.call, ok: true }]);
    });

    test('a denied call leaves no effect, and its reason reaches the agent', async () => {
      const script = [{ tools: [{ shell: 'touch b.txt' }], text: 'Then not.' }];
      const events = await listen(start(script, { decide: async () => ({ allow: false, reason: 'not on Sundays' }) }));
      expect(readdirSync(folder)).toEqual([]);
      expect(of(events, 'toolCompleted').filter(({ ok }) => ok)).toEqual([]);
      if (capabilities.denyReason) expect(JSON.stringify(of(events, 'toolCompleted'))).toContain('not on Sundays');
      expect(of(events, 'turn')).toHaveLength(1);
    });

    test('asks for each of several calls under a name of its own', async () => {
      const asked: string[] = [];
      const tools = [{ shell: 'echo one > c.txt' }, { shell: 'echo two >> c.txt' }, { shell: 'cat c.txt; exit 3' }];
      const events = await listen(
        start([{ tools }], {
          decide: async (call, tool) => {
            asked.push(call);
            expect(tool.kind).toBe('shell');
            return allow();
          },
        }),
      );
      expect(new Set(asked).size).toBe(3);
      expect(of(events, 'toolCompleted').map(({ call, ok }) => [call, ok])).toEqual([
        [asked[0], true],
        [asked[1], true],
        [asked[2], false],
      ]);
      expect(of(events, 'toolCompleted')[2]?.output).toContain('one\ntwo');
    });

    test('asks only after what came before was heard', async () => {
      const heard: string[] = [];
      const tools = [{ shell: 'true' }, { shell: 'true' }];
      const session = start([{ tools, text: 'Done.' }], {
        decide: async () => {
          heard.push('asked');
          return allow();
        },
      });
      for await (const { type } of session.events) {
        if (type === 'turn') session.close();
        if (type === 'session' || type === 'toolCompleted') heard.push(type);
      }
      expect(heard).toEqual(['session', 'asked', 'toolCompleted', 'asked', 'toolCompleted']);
    });

    test.skipIf(capabilities.usage === 'none')('reports usage, and no cost where it is unknown', async () => {
      const known = await listen(start([{ text: 'Hi.', usage: { input: 100, output: 20, cost_usd: 0.0015 } }]));
      const cost = costMicroUsd === undefined ? 1500 : costMicroUsd({ input: 100, output: 20 });
      const priced = cost === undefined ? {} : { costMicroUsd: cost };
      expect(of(known, 'usage').map(({ usage }) => usage)).toEqual([{ input: 100, output: 20, ...priced }]);
      if (costMicroUsd) return;
      const unknown = await listen(start([{ text: 'Hi.', usage: { input: 100, output: 20 } }]));
      expect(of(unknown, 'usage').map(({ usage }) => usage)).toEqual([{ input: 100, output: 20 }]);
    });

    test.skipIf(!capabilities.structuredOutput)('gives a structured answer as a value', async () => {
      const output = { type: 'object', properties: { n: { type: 'integer' } } };
      const events = await listen(start([{ output: { n: 7 } }], { output }));
      expect(of(events, 'turn').map((turn) => turn.output)).toEqual([{ n: 7 }]);
    });

    test('a follow-up begins the next turn of the same session', async () => {
      const session = start([{ text: 'First.' }, { text: 'Second.', tools: [{ shell: 'touch d.txt' }] }]);
      const events = await listen(session, (turns) => (turns === 1 ? 'And?' : undefined));
      expect(of(events, 'turn').map(({ text }) => text)).toEqual(['First.', 'Second.']);
      expect(of(events, 'session')).toHaveLength(1);
      expect(existsSync(file('d.txt'))).toBe(true);
    });

    test('an interrupt ends a running command, and nothing follows', async () => {
      const script = [{ tools: [{ shell: 'echo $$ > pid; sleep 600' }, { shell: 'touch after' }] }];
      const session = start(script);
      const listening = listen(session);
      await until(() => existsSync(file('pid')) && readFileSync(file('pid'), 'utf8').endsWith('\n'));
      const pid = Number(readFileSync(file('pid'), 'utf8'));
      await session.interrupt();
      expect(isRunning(pid)).toBe(false);
      const events = await listening;
      expect(events.filter(({ type }) => type === 'ended')).toHaveLength(1);
      expect(existsSync(file('after'))).toBe(false);
    });

    test('an interrupt ends a call that nobody has answered', async () => {
      let asked = 0;
      const session = start([{ tools: [{ shell: 'touch e.txt' }] }], {
        decide: () => {
          asked += 1;
          return new Promise(() => {});
        },
      });
      const listening = listen(session);
      await until(() => asked > 0);
      await session.interrupt();
      expect((await listening).at(-1)).toMatchObject({ type: 'ended' });
      expect(existsSync(file('e.txt'))).toBe(false);
    });

    test('a session that hangs is ended by an interrupt, and a second one is harmless', async () => {
      const session = start([{ text: 'Wait for me.', failure: 'hang' }]);
      const listening = listen(session);
      await Promise.all([session.interrupt(), session.interrupt()]);
      await session.interrupt();
      expect((await listening).filter(({ type }) => type === 'ended')).toHaveLength(1);
    });

    test('an abort of its signal ends a session as well', async () => {
      const abort = new AbortController();
      const listening = listen(start([{ failure: 'hang' }], { signal: abort.signal }));
      abort.abort();
      expect((await listening).at(-1)).toMatchObject({ type: 'ended' });
    });

    test('a crash is an event: tools that were done stay done', async () => {
      const events = await listen(start([{ tools: [{ shell: 'touch f.txt' }], failure: 'crash' }]));
      expect(events.at(-1)).toMatchObject({ type: 'ended', error: { code: 'failed', message: expect.any(String) } });
      expect(of(events, 'turn')).toEqual([]);
      expect(existsSync(file('f.txt'))).toBe(true);
    });

    test('start does not throw, whatever is asked of it', async () => {
      writeFileSync(file('plain'), '');
      const nowhere = createLocalPlace({ root: file('plain'), reaper, mark: reaper.mark('nowhere') });
      const session = start([{ tools: [{ shell: 'true' }] }], { place: nowhere, env: {} });
      expect((await listen(session)).filter(({ type }) => type === 'ended')).toHaveLength(1);
    });

    test('methods of a session that is over are harmless', async () => {
      const session = start([{ text: 'Bye.' }]);
      const events = await listen(session);
      session.send('Still there?');
      session.close();
      await session.interrupt();
      expect(events.at(-1)).toEqual({ type: 'ended' });
    });

    test.skipIf(!capabilities.resume)('goes on with a session by its id', async () => {
      const first = await listen(start([{ text: 'First.' }], { resumed: [{ text: 'Again.' }] }));
      const session = of(first, 'session')[0]?.session ?? '';
      const again = await listen(start([{ text: 'First.' }], { resumed: [{ text: 'Again.' }], session }));
      expect(of(again, 'session').map((event) => event.session)).toEqual([session]);
      expect(of(again, 'turn').map(({ text }) => text)).toEqual(['Again.']);
    });

    test.skipIf(!capabilities.resume)('a session that nobody knows is a failure', async () => {
      const events = await listen(start([{ text: 'Hi.' }], { session: 'no-such-session' }));
      expect(events.at(-1)).toMatchObject({ type: 'ended', error: { code: 'failed' } });
    });
  });
}

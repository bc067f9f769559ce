/** What all adapters of real harnesses share, over a tiny harness that is a process. */
import { resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Connection, holdConversation, type Stage } from '../../../agents/kit/conversation.ts';
import { HarnessFailure } from '../../../agents/kit/failure.ts';
import { openJsonLines } from '../../../agents/kit/json-lines.ts';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import type { Session, SessionRequest } from '../../../engine/ports/harness.ts';
import { listen, of } from '../conformance/listen.ts';
import { realClock } from '../simulate/scripted.ts';
import { useTempFolder } from '../temp.ts';

const program = resolve('test/fixtures/echo-harness.mjs');
const reaper = createReaper();
const place = createLocalPlace({ root: useTempFolder(), reaper, mark: reaper.mark('kit') });
afterAll(() => reaper.dispose());

/** Connects to the program; `asks`: before each answer it asks about a tool. */
async function connect(stage: Stage, booting: (kill: () => Promise<void>) => void, how: How): Promise<Connection> {
  let answer = (_: string): void => {};
  let ready = (): void => {};
  const isReady = new Promise<void>((done) => {
    ready = done;
  });
  const lines = openJsonLines(place, [process.execPath, program, how.stopAt ?? ''], {
    env: { PATH: process.env.PATH ?? '' },
    onMessage(message) {
      stage.touch();
      if (message.ready === true) ready();
      else answer(String(message.answer));
    },
  });
  booting(() => lines.kill());
  const gone = lines.gone.then(({ said }) => {
    const error = new HarnessFailure(`The echo is gone: ${said}`);
    stage.fail(error);
    throw error;
  });
  gone.catch(() => {});
  await Promise.race([isReady, gone]);
  stage.push({ type: 'session', session: 'echo' });
  return {
    async turn(text) {
      const answered = new Promise<string>((done) => {
        answer = done;
      });
      if (how.asks) {
        const { allow } = await stage.decide('call', { kind: 'shell', name: 'shell', input: { command: text } });
        stage.completed('call', allow);
      }
      lines.send({ prompt: text });
      return { text: await answered };
    },
    ...(how.steer && { steer: how.steer }),
    close: () => lines.kill(),
    kill: () => lines.kill(),
  };
}

interface How {
  readonly stopAt?: string;
  readonly asks?: boolean;
  readonly steer?: (text: string) => boolean;
  readonly stallMs?: number;
}

function hold(prompt: string, how: How = {}, more: Partial<SessionRequest> = {}): Session {
  const request: SessionRequest = {
    agent: { name: 'ada', harness: 'model' },
    name: 'ada',
    prompt,
    place,
    env: {},
    address: { step: 'work', attempt: 1, round: 1 },
    role: 'writer',
    decide: async () => ({ allow: true }),
    signal: new AbortController().signal,
    ...more,
  };
  const options = { clock: realClock, ...(how.stallMs !== undefined && { stallMs: how.stallMs }) };
  return holdConversation('The echo', request, options, (stage, booting) => connect(stage, booting, how));
}

test('turn after turn, and the end once', async () => {
  const events = await listen(hold('one'), (turns) => (turns < 3 ? `and ${turns}` : undefined));
  expect(of(events, 'turn').map(({ text }) => text)).toEqual(['one', 'and 1', 'and 2']);
  expect(events.filter(({ type }) => type === 'ended')).toEqual([{ type: 'ended' }]);
});

test('a word during a turn begins the next one, also where it came too late to steer', async () => {
  for (const how of [{}, { steer: () => false }]) {
    const session = hold('slow', how);
    session.send('and more');
    const events = await listen(session, (turns) => (turns === 1 ? 'and last' : undefined));
    expect(of(events, 'turn').map(({ text }) => text)).toEqual(['slow', 'and more', 'and last'].slice(0, 3));
  }
});

test('a word that steers begins no turn', async () => {
  const steered: string[] = [];
  let send = (): void => {};
  const session = hold(
    'one',
    { asks: true, steer: (text) => steered.push(text) > 0 },
    {
      decide: async () => {
        send();
        return { allow: true };
      },
    },
  );
  send = () => session.send('bluer');
  const events = await listen(session);
  expect(steered).toEqual(['bluer']);
  expect(of(events, 'turn')).toHaveLength(1);
});

test('a process that goes is a failure with its last words, in a turn and before the first', async () => {
  const died = (await listen(hold('die'))).at(-1);
  expect(died).toMatchObject({ error: { code: 'failed', message: expect.stringMatching(/exit code 7\nlast words/) } });
  const never = (await listen(hold('one', { stopAt: 'boot' }))).at(-1);
  expect(never).toMatchObject({ error: { message: expect.stringContaining('exit code 3') } });
});

test('one that says nothing is ended, and nobody is hurried who was asked', async () => {
  expect((await listen(hold('hang', { stallMs: 200 }))).at(-1)).toMatchObject({ error: { code: 'timeout' } });
  const asking = hold(
    'one',
    { asks: true, stallMs: 2_000 },
    {
      decide: () => new Promise((done) => setTimeout(() => done({ allow: true }), 3_000)),
    },
  );
  expect((await listen(asking)).at(-1)).toEqual({ type: 'ended' });
});

test('an interrupt while somebody is asked refuses the call, and ends it', async () => {
  let asked = (): void => {};
  const isAsked = new Promise<void>((done) => {
    asked = done;
  });
  const session = hold(
    'one',
    { asks: true },
    {
      decide: () => {
        asked();
        return new Promise(() => {});
      },
    },
  );
  const listening = listen(session);
  await isAsked;
  await session.interrupt();
  expect((await listening).at(-1)).toMatchObject({ type: 'ended', error: { code: 'cancelled' } });
});

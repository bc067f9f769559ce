import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createLocalPlace } from '../../../agents/places/local.ts';
import { createReaper } from '../../../agents/places/reaper.ts';
import { createSimulateHarness } from '../../../agents/simulate/index.ts';
import type { Session, SessionRequest } from '../../../engine/ports/harness.ts';
import { listen, of } from '../conformance/listen.ts';
import { useTempFolder } from '../temp.ts';
import { realClock, simulationOf } from './scripted.ts';

const folder = useTempFolder();
const reaper = createReaper();
const place = createLocalPlace({ root: folder, reaper, mark: reaper.mark('simulate') });
afterAll(() => reaper.dispose());

function start(turns: Record<string, readonly object[]>, more: Partial<SessionRequest> = {}): Session {
  return createSimulateHarness({ simulation: simulationOf(turns), clock: realClock }).start({
    agent: { name: 'codex', harness: 'codex' },
    name: 'codex',
    prompt: 'Write.',
    place,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
    address: { step: 'build[1].write', attempt: 1, round: 1 },
    role: 'writer',
    decide: async () => ({ allow: true }),
    signal: new AbortController().signal,
    ...more,
  });
}

describe('tools', () => {
  const outcomes = async (...tools: object[]) => {
    const events = await listen(start({ codex: [{ tools }] }));
    return of(events, 'toolCompleted').map(({ ok, output }) => [ok, output]);
  };

  test('do what they say, on real files', async () => {
    expect(
      await outcomes(
        { write: { path: 'src/a.txt', content: 'one\ntwo\n' } },
        { edit: { path: 'src/a.txt', old: 'two', new: 'three' } },
        { read: 'src/a.txt' },
        { list: 'src' },
        { search: { text: 'three', path: 'src' } },
        { search: { text: 'four', path: 'src' } },
        { shell: 'wc -l < src/a.txt | tr -d " "' },
        { delete: 'src/a.txt' },
        { list: 'src' },
      ),
    ).toEqual([
      [true, 'Wrote src/a.txt.'],
      [true, 'Edited src/a.txt.'],
      [true, 'one\nthree\n'],
      [true, 'a.txt'],
      [true, 'src/a.txt:2:three\n'],
      [true, 'Nothing found.'],
      [true, '2\n'],
      [true, 'Deleted src/a.txt.'],
      [true, ''],
    ]);
  });

  test('that fail are heard of, and the script goes on', async () => {
    writeFileSync(join(folder, 'twice.txt'), 'x x');
    const failures = await outcomes(
      { read: 'missing.txt' },
      { edit: { path: 'twice.txt', old: 'x', new: 'y' } },
      { edit: { path: 'twice.txt', old: 'z', new: 'y' } },
      { write: { path: '../outside.txt', content: '' } },
      { shell: 'echo half; exit 4' },
      { search: { text: 'x', path: 'missing' } },
    );
    expect(failures.map(([ok]) => ok)).toEqual([false, false, false, false, false, false]);
    expect(failures[4]).toEqual([false, 'half\n(exit code 4)']);
  });

  test('an edit that was done by a lost attempt counts as done', async () => {
    writeFileSync(join(folder, 'edit.txt'), 'begin\nend\n');
    const edit = { edit: { path: 'edit.txt', old: 'end', new: 'middle\nend' } };
    expect((await outcomes(edit, edit)).map(([ok]) => ok)).toEqual([true, true]);
    expect(readFileSync(join(folder, 'edit.txt'), 'utf8')).toBe('begin\nmiddle\nend\n');
  });
});

test('after a refusal the script goes on, or stops where it says so', async () => {
  const asked: string[] = [];
  const decide: SessionRequest['decide'] = async (_, { input }) => {
    asked.push((input as { command: string }).command);
    return { allow: false, reason: 'no' };
  };
  const tools = [{ shell: 'a' }, { shell: 'b', on_deny: 'stop' }, { shell: 'c' }];
  const events = await listen(start({ codex: [{ tools, text: 'Then not.' }] }, { decide }));
  expect(asked).toEqual(['a', 'b']);
  expect(of(events, 'turn').map(({ text }) => text)).toEqual(['Then not.']);
});

test('a step is known by its address, its address in every item, or its agent', async () => {
  const textOf = async (turns: Record<string, readonly object[]>) => of(await listen(start(turns)), 'turn')[0]?.text;
  const [exact, every, agent] = [[{ text: 'exact' }], [{ text: 'every' }], [{ text: 'agent' }]];
  expect(await textOf({ codex: agent, 'build.write': every, 'build[1].write': exact })).toBe('exact');
  expect(await textOf({ codex: agent, 'build.write': every, 'build[0].write': exact })).toBe('every');
  expect(await textOf({ codex: agent, claude: every })).toBe('agent');
});

test('session ids follow from the address, so that a simulation is the same each time', async () => {
  const [event] = await listen(start({ codex: [{ text: 'Hi.' }] }));
  expect(event).toEqual({ type: 'session', session: 'sim:build[1].write#1' });
});

test('what a response cost is told before the call that it wants is asked for', async () => {
  const asked: number[] = [];
  const told: number[] = [];
  const session = start(
    {
      codex: [
        { tools: [1, 2].map((input) => ({ list: '.', usage: { input, output: 0 } })), usage: { input: 3, output: 0 } },
      ],
    },
    {
      decide: async () => {
        asked.push(told.length);
        return { allow: true };
      },
    },
  );
  for await (const event of session.events) {
    if (event.type === 'usage') told.push(event.usage.input);
    if (event.type === 'turn') session.close();
  }
  expect(told).toEqual([1, 2, 3]);
  expect(asked).toEqual([1, 2]);
});

describe('an unscripted step', () => {
  const messageOf = async (turns: Record<string, readonly object[]>, more: Partial<SessionRequest>) => {
    const last = (await listen(start(turns, more))).at(-1);
    return last?.type === 'ended' ? last.error?.message.split('Add to it:\n\n')[1] : undefined;
  };

  test('says what to add for a writer', async () => {
    expect(await messageOf({}, {})).toBe('turns:\n  build[1].write:\n    - text: Done.\n');
  });

  test('says what to add for a round that is missing', async () => {
    const address = { frame: 'build@1[1]', step: 'write', attempt: 2, round: 2 };
    const lines = 'turns:\n  codex:\n    - round: 2\n      text: Done.\n';
    expect(await messageOf({ codex: [{ round: 1, text: 'First.' }] }, { address })).toBe(lines);
  });

  test('says what to add for a reviewer', async () => {
    const lines = 'turns:\n  build[1].write:\n    - verdict:\n        verdict: approve\n        findings: []\n';
    expect(await messageOf({}, { role: 'reviewer' })).toBe(lines);
  });

  test('says what to add where an output is wanted, and the lines are a sound simulation', async () => {
    const output = {
      type: 'object',
      properties: {
        list: {
          type: 'array',
          items: { type: 'object', properties: { who: { enum: ['a', 'b'] }, n: { type: 'integer', minimum: 3 } } },
        },
        note: { type: 'string' },
        fixed: { const: 1 },
        usual: { type: 'boolean', default: false },
        sure: { type: 'boolean' },
        any: {},
      },
    };
    const lines = await messageOf({}, { output });
    expect(lines).toBe(
      'turns:\n  build[1].write:\n    - output:\n        list:\n          - who: a\n            n: 3\n        note: …\n' +
        '        fixed: 1\n        usual: false\n        sure: true\n        any: null\n',
    );
  });
});

describe('follow-ups', () => {
  test('get the answers of `then`, and after them the same answer without its tools', async () => {
    const asked: string[] = [];
    const tools = [{ shell: 'true' }];
    // biome-ignore lint/suspicious/noThenProperty: a word of the file, never a promise
    const turn = { tools, text: 'One.', then: [{ tools, text: 'Two.' }] };
    const decide: SessionRequest['decide'] = async (call) => {
      asked.push(call);
      return { allow: true };
    };
    const events = await listen(start({ codex: [turn] }, { decide }), (turns) => (turns < 3 ? 'More?' : undefined));
    expect(of(events, 'turn').map(({ text }) => text)).toEqual(['One.', 'Two.', 'Two.']);
    expect(asked).toEqual(['call-1', 'call-2']);
  });

  test('a message during a turn is heard, and changes nothing where nothing is scripted for it', async () => {
    const session = start({ codex: [{ tools: [{ shell: 'true' }], text: 'Done.' }] });
    session.send('Faster!');
    expect(of(await listen(session), 'turn')).toHaveLength(1);
  });

  test('a message during a turn begins the next one where something is scripted for it', async () => {
    // biome-ignore lint/suspicious/noThenProperty: a word of the file, never a promise
    const session = start({ codex: [{ text: 'Done.', then: [{ text: 'Faster, then.' }] }] });
    session.send('Faster!');
    expect(of(await listen(session), 'turn').map(({ text }) => text)).toEqual(['Done.', 'Faster, then.']);
  });
});

test('delays are the clock’s, for a turn and for a tool', async () => {
  const waits: number[] = [];
  const clock = {
    now: () => 1_000,
    after(deadlineMs: number, call: () => void) {
      waits.push(deadlineMs - 1_000);
      queueMicrotask(call);
      return () => {};
    },
  };
  const simulation = simulationOf({ codex: [{ delay: '300ms', tools: [{ shell: 'true', delay: '2s' }] }] });
  const request = { place, env: {}, decide: async () => ({ allow: false }), signal: new AbortController().signal };
  const address = { frame: '', step: 'a', attempt: 1, round: 1 };
  const agent = { name: 'codex', harness: 'codex' } as const;
  await listen(
    createSimulateHarness({ simulation, clock }).start({
      ...request,
      agent,
      name: 'codex',
      prompt: '',
      address,
      role: 'writer',
    }),
  );
  expect(waits).toEqual([300, 2_000]);
});

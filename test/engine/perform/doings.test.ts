/** Calls side by side: what one reads, another may be writing. */
import { expect, test } from 'vitest';
import { adapterOf } from './adapter.ts';
import { useStages, workspace } from './stage.ts';

const stageOf = useStages();
const plan = { kind: 'agent', agent: 'writer', prompt: 'Work.', title: 'w', round: 1, workspace } as const;
const write = { kind: 'write', name: 'write', input: { path: 'x.sh', content: 'git push\n' } } as const;
const run = { kind: 'shell', name: 'shell', input: { command: 'sh ./x.sh' } } as const;
const other = { kind: 'write', name: 'write', input: { path: 'y.sh', content: 'true\n' } } as const;

/** The readings of what two calls came to be let through as, when the agent makes them at once. */
async function atOnce(one: typeof write | typeof run, two: typeof write | typeof run | typeof other) {
  const adapter = adapterOf(async function* ({ decide }) {
    const [first, second] = await Promise.all([decide('1', one), decide('2', two)]);
    expect([first.allow, second.allow]).toEqual([true, true]);
    yield { type: 'toolCompleted', call: '1', ok: true };
    yield { type: 'toolCompleted', call: '2', ok: true };
    yield { type: 'turn', text: '' };
    yield { type: 'ended' };
  });
  const stage = await stageOf({ adapters: { writer: adapter }, files: { 'x.sh': 'true\n' } });
  await stage.play(plan);
  const over = stage.of('tool.completed').flatMap(({ call, ok }) => (ok ? [call] : []));
  return stage
    .of('tool.requested')
    .flatMap(({ call, tool }) => (over.includes(call) ? [tool.reading?.opaque ?? []] : []));
}

test.each([
  ['is written', write, run],
  ['is run', run, write],
])('a script that %s by one call is in doubt for the other', async (_what, one, two) => {
  const doubts = await atOnce(one, two);
  expect(doubts).toHaveLength(2);
  expect(doubts.flat()).toEqual([
    { kind: 'dynamic', why: 'another call that is under way may change what it works on' },
  ]);
});

test('calls that have nothing to do with each other are in no doubt', async () => {
  expect((await atOnce(run, other)).flat()).toEqual([]);
});

test('a call that is over is no doubt for the next', async () => {
  const adapter = adapterOf(async function* ({ decide }) {
    await decide('1', write);
    yield { type: 'toolCompleted', call: '1', ok: true };
    await decide('2', run);
    yield { type: 'toolCompleted', call: '2', ok: true };
    yield { type: 'turn', text: '' };
    yield { type: 'ended' };
  });
  const stage = await stageOf({ adapters: { writer: adapter }, files: { 'x.sh': 'true\n' } });
  await stage.play(plan);
  expect(stage.of('tool.requested').map(({ tool }) => tool.reading?.opaque)).toEqual([[], []]);
});

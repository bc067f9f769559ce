/** What an ask carries: what is asked about, and what was remembered then; neither grows with what an agent says. */
import { expect, test } from 'vitest';
import { guarded, install, policy, tool } from './stage.ts';

const steps = [{ id: 'work', agent: 'ada', prompt: 'Go.' }];
const asking = (name: string) =>
  policy({ name, rules: [{ id: 'ask', before: 'tool', decide: 'ask', reason: 'May it?' }] });

test.each([
  ['many texts', { command: Array.from({ length: 100 }, () => 'x'.repeat(10_000)) }],
  ['long names', Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${at}`.padEnd(100_000, 'n'), at]))],
  ['lists in lists', { a: Array.from({ length: 99 }, () => Array.from({ length: 99 }, () => Array(99).fill('abc'))) }],
])('a call of %s makes no large asks', (_what, input) => {
  const play = guarded(
    steps,
    Array.from({ length: 20 }, (_, at) => asking(`p${at}`)),
  );
  play.call('a', { ...tool('other', {}, input), digest: 'd' });
  const { asks = [], decisions } = play.all('tool.requested')[0]!;
  expect(asks).toHaveLength(20);
  for (const { about } of asks) expect(JSON.stringify(about).length).toBeLessThan(40_000);
  expect(JSON.stringify(decisions).length).toBeLessThan(100_000);
});

test('a state that is too large to stand on an ask is not known to what follows the answer', () => {
  const remembers = policy({
    name: 'remembers',
    state: {
      seen: { type: 'array', items: { type: 'string' }, default: [] },
      few: { type: 'number', default: 0 },
    },
    track: [
      { after: 'tool', set: { seen: 'state.seen + tool.installs' } },
      { after: 'approval', when: 'size(approval.state.seen) > 0', set: { seen: '[]' } },
    ],
    rules: [
      {
        id: 'ask',
        before: 'tool',
        when: 'tool.kind == "other" && size(state.seen) > 0',
        decide: 'ask',
        reason: 'May it?',
      },
    ],
  });
  const play = guarded(steps, [remembers]);
  play.call('a', install('x'.repeat(100_000)));
  play.completed('a');
  play.call('b', tool('other'));
  const [ask] = play.all('tool.requested')[1]?.asks ?? [];
  expect(ask?.was).toMatchObject({ state: { few: 0 } });
  expect(JSON.stringify(ask).length).toBeLessThan(20_000);
  play.answer(play.open[0]!, true);
  // Not what it was by default: whoever comes next is asked about.
  play.call('c', tool('other', {}, { more: 1 }));
  expect(play.open).toHaveLength(1);
});

test('what was granted for a run is what it did then, not the same words', () => {
  const run = policy({
    name: 'p',
    rules: [{ id: 'ask', before: 'tool', decide: 'ask', grant: 'run', when: 'size(tool.commands) > 0', reason: '?' }],
  });
  const play = guarded(steps, [run]);
  const script = (read: string) => ({
    ...tool('shell', { commands: [{ program: 'bash', subcommand: '', args: ['x.sh'], flags: [] }] }),
    digest: 'd',
    read,
  });
  play.call('a', script('harmless'));
  play.answer(play.open[0]!, true);
  play.completed('a');
  play.call('b', script('harmless'));
  expect(play.open).toEqual([]);
  play.call('c', script('harmful'));
  expect(play.open).toHaveLength(1);
});

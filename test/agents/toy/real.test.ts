/** The common suite over a harness that is always here: what fails of it here is the suite, or what adapters share. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Tool } from '../../../engine/events.ts';
import { whyNot } from '../../harnesses/installed.ts';
import { listen, of } from '../conformance/listen.ts';
import { describeReal } from '../conformance/real/suite.ts';
import { toySubject } from './subject.ts';

test('it is here, so that nothing of the suite is skipped for want of it', () => {
  expect(whyNot('toy', toySubject.program?.path)).toBeUndefined();
});

describeReal(toySubject, ({ file, write, start }) => {
  test('a call is asked as what it does, whatever else the model puts into it', async () => {
    const asked: Tool[] = [];
    const calls = [
      { name: 'sh', input: { cmd: 'touch done', command: 'true' } },
      { name: 'cat', input: { file: file('a.txt') } },
      { name: 'constructor', input: { file: 'a.txt' } },
    ];
    const decide = async (_: string, tool: Tool) => {
      asked.push(tool);
      return { allow: true };
    };
    write('a.txt', 'a');
    const events = await listen(start([{ calls }, { text: 'Done.' }], { decide }));
    expect(asked).toEqual([
      { kind: 'shell', name: 'sh', input: { command: 'touch done' } },
      { kind: 'read', name: 'cat', input: { path: 'a.txt' } },
      { kind: 'other', name: 'constructor', input: { file: 'a.txt' } },
    ]);
    expect(existsSync(file('done'))).toBe(true);
    expect(
      of(events, 'toolCompleted')
        .map(({ ok }) => ok)
        .sort(),
    ).toEqual([false, true, true]);
  });
});

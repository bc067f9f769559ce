/** What hides a push, an install or a write is seen or said to be opaque; what agents do all day is neither. */
import { expect, test } from 'vitest';
import { readShell, type ShellReading } from '../../../policies/shell/index.ts';
import { type Evasion, readEvasions, readOrdinary } from './lines.ts';
import { lookUp } from './workspace.ts';

const evasions = readEvasions();
const ordinary = readOrdinary();

function holds([what, ...words]: Evasion['expected'], reading: ShellReading): boolean {
  const [first = '', second = ''] = words;
  switch (what) {
    case 'run':
      return reading.commands.some(({ program, subcommand }) => program === first && subcommand === second);
    case 'install':
      return reading.installs.includes(first);
    case 'host':
      return reading.hosts.includes(first);
    case 'opaque':
      return reading.opaque.some(({ kind }) => kind === first);
    default:
      return reading.files.some(({ path, dir, op }) => {
        const full = dir === undefined || /^[/~]/.test(path) ? path : `${dir}/${path}`;
        return op === what && full === first;
      });
  }
}

test('there are at least 200 evasions and 100 ordinary commands', () => {
  expect(evasions.length).toBeGreaterThan(200);
  expect(ordinary.length).toBeGreaterThan(100);
});

test.each(evasions)('$expected: $script', ({ expected, script }) => {
  const reading = readShell(script, { files: lookUp });
  expect(holds(expected, reading), JSON.stringify(reading, null, 1)).toBe(true);
});

test.each(ordinary)('not opaque: %s', (script) => {
  expect(readShell(script, { files: lookUp }).opaque).toEqual([]);
});

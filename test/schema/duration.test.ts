import { expect, test } from 'vitest';
import { parseDurationMs } from '../../schema/duration.ts';
import { codesOf } from './project.ts';

test.each([
  ['500ms', 500],
  ['30s', 30_000],
  ['15m', 900_000],
  ['2h', 7_200_000],
  ['7d', 604_800_000],
  ['0s', 0],
])('%s', (text, ms) => {
  expect(parseDurationMs(text)).toBe(ms);
  expect(codesOf(`- run: ls\n  timeout: ${text}`)).toEqual([]);
});

test.each(['', '5', '5 m', '5min', '-5m', '1.5h', '1h30m', '5M', ' 5m', '5m\n', '9999999999s', 'PT5M', '٥m'])(
  '%j is none',
  (text) => {
    expect(parseDurationMs(text)).toBeUndefined();
    expect(codesOf(`- run: ls\n  timeout: ${JSON.stringify(text)}`)).toEqual(['OMNI1007']);
  },
);

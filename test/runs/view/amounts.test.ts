import { expect, test } from 'vitest';
import { formatCost, formatElapsed, formatMoment, formatUsd, plural } from '../../../runs/view/amounts.ts';

test.each([
  [-5, '0.0s'],
  [420, '0.4s'],
  [12_900, '12s'],
  [185_000, '3m 05s'],
  [7_800_000, '2h 10m'],
])('%i ms is %s', (ms, text) => {
  expect(formatElapsed(ms)).toBe(text);
});

test.each([
  [0, '$0.00'],
  [4_200, '$0.0042'],
  [31_000, '$0.031'],
  [30_000, '$0.03'],
  [1, '$0.000001'],
  [1_234_567, '$1.23'],
])('%i micro-dollars are %s', (microUsd, text) => {
  expect(formatUsd(microUsd)).toBe(text);
});

test('an unknown cost is never shown as none', () => {
  expect(formatCost({ known: true, microUsd: 0 })).toBe('');
  expect(formatCost({ known: false, microUsd: 0 })).toBe('$?');
  expect(formatCost({ known: false, microUsd: 20_000 })).toBe('$0.02 + ?');
});

test('counts and moments', () => {
  expect(plural(1, 'branch', 'branches')).toBe('1 branch');
  expect(plural(12_345, 'item')).toBe('12,345 items');
  expect(formatMoment(1_800_000_000_000)).toBe('2027-01-15 08:00:00');
});

import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../agents/catalogue.ts';
import { findingsOf, summaryOf, tableOf } from './points.ts';
import { held } from './subjects.ts';

const entry = (harness: string, group: string, title: string, status: string) => ({
  ancestorTitles: [harness, group],
  title,
  status,
});
const report = {
  testResults: [
    {
      assertionResults: [
        entry('one', 'the harness one', 'answers', 'passed'),
        entry('one', 'the gate', 'asks', 'failed'),
        entry('one', 'faults', 'goes on', 'skipped'),
        entry('two (two is not installed: get it)', 'the harness two', 'answers', 'skipped'),
      ],
    },
    { assertionResults: [entry('twofold', 'the gate', 'asks', 'passed')] },
  ],
};

test('each point of each harness is said to hold, to have drifted, not to be offered, or not to have run', () => {
  const findings = findingsOf(report, ['one', 'two']);
  expect(tableOf(findings).split('\n')).toEqual([
    'one      two      point',
    'holds    ?        contract: answers',
    'DRIFTED           the gate: asks',
    '-                 faults: goes on',
  ]);
  expect(summaryOf(findings[0]!, '1.2.3')).toBe('one 1.2.3: 1 hold, 1 drifted, 1 not offered');
  expect(summaryOf(findings[1]!, undefined)).toBe('two: could not run: not installed');
  const [third] = findingsOf(report, ['three']);
  expect(summaryOf(third!, '3.0.0')).toBe('three 3.0.0: could not run: its tests did not begin');
});

test('every harness with an adapter is held to the suite', () => {
  expect(held.map(({ harness }) => harness).sort()).toEqual(Object.keys(catalogue).sort());
  for (const { file } of held) expect(existsSync(file), file).toBe(true);
});

/** The small parts of the command: inputs, keys, words, versions. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answerInAdvance } from '../../cli/answers.ts';
import { readInputs, splitInputs } from '../../cli/inputs.ts';
import { exitOf } from '../../cli/record.ts';
import { makeRunId, simulationOf, writeRunKey } from '../../cli/run-key.ts';
import { readSecrets } from '../../cli/secrets.ts';
import { shellLine } from '../../cli/shell-words.ts';
import { asCalled } from '../../cli/terminal.ts';
import { version } from '../../cli/version.ts';
import type { Fact } from '../../engine/facts.ts';

test('the version is that of the package', () => {
  const file = new URL('../../package.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version });
});

test('inputs are split at the first equals sign', () => {
  expect(splitInputs(['a=1=2', 'b=', 'c=x\ny'])).toEqual({ a: '1=2', b: '', c: 'x\ny' });
  expect(() => splitInputs(['a'])).toThrow('is not NAME=VALUE');
  expect(() => splitInputs(['=a'])).toThrow('is not NAME=VALUE');
  expect(() => splitInputs(['a=1', 'a=2'])).toThrow('given twice');
});

test('a plan may lack inputs, a run may not', async () => {
  const declared = { goal: { type: 'string' }, parallel: { type: 'integer', default: 3 } };
  expect(await readInputs({ input: [] }, declared, { complete: false })).toEqual({ inputs: { parallel: 3 } });
  expect(await readInputs({ input: [] }, declared, { complete: true })).toMatchObject({
    problems: [{ code: 'OMNI1051' }],
  });
  expect(await readInputs({ input: ['parallel=4', 'goal=5'] }, declared, { complete: true })).toEqual({
    inputs: { goal: '5', parallel: 4 },
  });
});

test('a run key is the same however its inputs are ordered, and remembers its script', () => {
  const origin = { file: '/w.yaml', repository: '/r' };
  expect(writeRunKey({ ...origin, inputs: { a: 1, b: 2 } })).toBe(writeRunKey({ ...origin, inputs: { b: 2, a: 1 } }));
  expect(simulationOf(writeRunKey({ ...origin, inputs: {}, simulate: '/s.yaml' }))).toBe('/s.yaml');
  expect(simulationOf(writeRunKey({ ...origin, inputs: { simulate: 'x' } }))).toBeUndefined();
  expect(simulationOf('no JSON')).toBeUndefined();
});

test('run ids are short words that a branch name can hold', () => {
  expect(makeRunId(new Date('2026-11-22T10:00:00Z'))).toMatch(/^1122-[2-9b-z]{6}$/);
});

test('words for a shell come back as they are', () => {
  expect(shellLine('omni', 'apply', "it's here", '--input', 'goal=$(rm -rf /)', '')).toBe(
    `omni apply 'it'\\''s here' --input 'goal=$(rm -rf /)' ''`,
  );
});

test('every way a run can stand has its exit code', () => {
  const standing = ['done', 'failed', 'cancelled', 'refused', 'waiting', 'running'] as const;
  expect(standing.map(exitOf)).toEqual([0, 1, 1, 4, 3, 130]);
});

test('secrets come from the environment, and all that are missing are named', () => {
  expect(readSecrets(['A'], { A: 'value', B: 'other' })).toEqual({ A: 'value' });
  expect(() => readSecrets(['A', 'B', 'C'], { B: 'x' })).toThrow('A, C');
  expect(() => readSecrets(['A'], { A_FILE: '/nowhere' })).toThrow('/nowhere cannot be read');
});

test('only approve steps that were named are granted in advance', () => {
  const facts: Fact[] = [];
  const ada = { name: 'ada', from: { way: 'cli' } } as const;
  const people = answerInAdvance({ approve: ['merge_ok', 'build[1].ok'], unattended: 'park' }, ada);
  const ask = (id: string, kind: 'approve' | 'choice', frame: string, step: string) =>
    people.announce({ id, kind, text: '?' }, { frame, step });
  ask('a1', 'approve', '', 'merge_ok');
  people.answerTo({ submit: (fact) => facts.push(fact) });
  ask('a2', 'approve', '', 'other');
  ask('a3', 'choice', '', 'merge_ok');
  ask('a4', 'approve', 'build@1[1]', 'ok');
  expect(facts).toMatchObject([
    { approval: 'a1', granted: true, by: 'ada', from: { way: 'cli' }, comment: 'in advance: --approve merge_ok' },
    { approval: 'a4', granted: true },
  ]);
});

test('commands are printed as this omni was called', () => {
  const lines = [
    '  omni approve a7',
    '= help: see: omni runs',
    'waits (omni approve a7)',
    'by omni itself',
    'omniapply',
  ];
  expect(lines.map((line) => asCalled(line, {}))).toEqual(lines);
  expect(lines.map((line) => asCalled(line, { npm_command: 'exec' }))).toEqual([
    '  npx omni approve a7',
    '= help: see: npx omni runs',
    'waits (npx omni approve a7)',
    'by omni itself',
    'omniapply',
  ]);
});

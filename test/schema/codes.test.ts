/** Every code of YAML, documents and inputs: its own example in the table provokes it, and its right example does not. */
import { describe, expect, test } from 'vitest';
import { codes, explain, findCode } from '../../schema/codes.ts';
import { checkInputs } from '../../schema/inputs.ts';
import type { ReadError } from '../../schema/load.ts';
import { load, workflow } from './project.ts';

const files: Readonly<Record<string, string | { readonly error: ReadError }>> = {
  'agents/writer.yaml': 'apiVersion: omni/v1\nkind: Agent\nname: writer\nharness: codex',
  agents: { error: 'directory' },
  'agents/pipe.yaml': { error: 'unreadable' },
  '../../secrets.yaml': { error: 'outside' },
};
const builtins = { claude: 'apiVersion: omni/v1\nkind: Agent\nname: claude\nharness: claude-code' };

const found = (text: string) => load({ ...files, 'main.yaml': text }, { builtins }).issues.map(({ code }) => code);

describe('codes that a text provokes', () => {
  const byExample = [
    'OMNI1001',
    'OMNI1002',
    'OMNI1003',
    'OMNI1004',
    'OMNI1005',
    'OMNI1006',
    'OMNI1007',
    'OMNI1008',
    'OMNI1009',
    'OMNI1010',
    'OMNI1011',
    'OMNI1012',
    'OMNI1013',
    'OMNI1014',
    'OMNI1015',
    'OMNI1016',
    'OMNI1017',
    'OMNI1018',
    'OMNI1019',
    'OMNI1023',
    'OMNI1024',
    'OMNI1030',
    'OMNI1031',
    'OMNI1032',
    'OMNI1033',
    'OMNI1034',
    'OMNI1035',
    'OMNI1036',
    'OMNI1037',
    'OMNI1038',
    'OMNI1039',
    'OMNI1040',
    'OMNI1041',
    'OMNI1042',
    'OMNI1043',
    'OMNI1044',
  ] as const;
  test.each(byExample)('%s', (code) => {
    const { bad, good } = codes[code]!;
    const text = code === 'OMNI1019' ? bad : workflow(bad);
    expect([...new Set(found(text))]).toEqual([code]);
    expect(found(workflow(good))).toEqual([]);
  });
});

describe('codes that bounds and inputs provoke', () => {
  test('OMNI1020: a file too large', () => {
    expect(found(`# ${'x'.repeat(1024 * 1024)}`)).toEqual(['OMNI1020']);
    expect(load({ 'main.yaml': { error: 'too-large' } }).issues.map(({ code }) => code)).toEqual(['OMNI1020']);
  });
  test('OMNI1021: not a text', () => {
    expect(found('kind: Work\0flow')).toEqual(['OMNI1021']);
  });
  test('OMNI1022: nested too deeply', () => {
    expect(found(`${'['.repeat(100)}${']'.repeat(100)}`)).toEqual(['OMNI1022']);
  });
  test('OMNI1050, OMNI1051, OMNI1052: inputs', () => {
    const checked = checkInputs({ goal: { type: 'string' }, count: { type: 'integer' } }, { gaol: 'x', count: 'many' });
    expect('problems' in checked && checked.problems.map(({ code }) => code).sort()).toEqual([
      'OMNI1050',
      'OMNI1051',
      'OMNI1052',
    ]);
  });
});

describe('omni explain', () => {
  test('finds a code however it is written', () => {
    for (const text of ['OMNI1003', 'omni1003', '1003', ' OMNI1003 ']) expect(findCode(text)?.code).toBe('OMNI1003');
    for (const text of ['OMNI9999', 'OMNI', '', 'constructor', 'OMNI10031']) expect(findCode(text)).toBeUndefined();
  });
  test('prints title, explanation and both examples', () => {
    const text = explain('1013')!;
    for (const part of [
      'OMNI1013: A comment cuts a value',
      'Wrong:\n\n    - approve: Merge PR #${{ inputs.number }}?',
      'Right:',
    ])
      expect(text).toContain(part);
    expect(explain('nothing')).toBeUndefined();
  });
});

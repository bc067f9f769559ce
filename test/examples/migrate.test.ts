/** migrate: a sample first, then all the others; what fails its check is reported and left, and the others land. */
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Stage, stage, stepOf } from './stage.ts';

let example: Stage;
beforeEach(async () => {
  example = stage('migrate');
  await execa(process.execPath, ['migrate/demo/make.mjs', 'units', '8'], { cwd: example.folder, env: example.env });
});
afterEach(() => example.remove());

const small = ['--repo', 'units', '--input', 'sample=1'];
const filesOnMain = async () =>
  (await example.git('-C', 'units', 'ls-tree', '-r', '--name-only', 'main', 'src')).split('\n');

test('a file whose check fails is reported and left as it was, and every other one lands', async () => {
  // The third is written as the one in forty is.
  example.edit('demo/make.mjs', 'number % 40 === 17', 'number % 40 === 3');
  await execa(process.execPath, ['migrate/demo/make.mjs', 'looped', '8'], { cwd: example.folder, env: example.env });
  const run = await example.play('--repo', 'looped', '--input', 'sample=1', '--approve', 'sample_ok');
  expect(run.code, run.err).toBe(0);
  expect(run.outputs).toEqual({
    ported: 7,
    failed: [expect.stringMatching(/^src\/unit-0003\.cjs: .*exports is not defined/)],
  });
  expect(stepOf(run, 'rest[2].port.write')).toMatchObject({ life: 'done', attempt: 2 });
  const files = await example.git('-C', 'looped', 'ls-tree', '-r', '--name-only', 'main', 'src');
  expect(files.split('\n').filter((file) => file.endsWith('.cjs'))).toEqual(['src/unit-0003.cjs']);
  expect(files.split('\n')).toHaveLength(8);
  for (const file of ['0001', '0002', '0008'])
    await execa(process.execPath, ['check.mjs', `src/unit-${file}.cjs`], { cwd: join(example.folder, 'looped') });
});

test('nothing but the sample is ported before a person has seen it, and a no ends it', async () => {
  const parked = await example.apply(...small);
  expect(parked.code, parked.err).toBe(3);
  expect(parked.out).toContain('sample_ok: Port the other 7 files like these?');
  const [, approval = ''] = /omni deny (\S+)/.exec(parked.out) ?? [];
  const denied = await example.omni('deny', approval, '--comment', 'keep the semicolons', '--resume');
  expect(denied.code).toBe(1);
  const run = await example.show();
  expect(run.steps.filter(({ address }) => address.startsWith('rest@1['))).toEqual([]);
  expect((await filesOnMain()).every((file) => file.endsWith('.cjs'))).toBe(true);
});

test('a sample that fails its check asks nobody', async () => {
  example.edit('simulate.yaml', 'rm "$FILE"', 'true');
  const run = await example.play(...small);
  expect(run.code).toBe(1);
  expect(run.error?.message).toContain('the old file is still there');
  expect(stepOf(run, 'sample_ok')?.life).not.toBe('asking');
});

test('one file can be ported alone', async () => {
  example.edit('simulate.yaml', 'sample.port.write:', 'write:');
  const args = ['migrate/port-file.yaml', '--simulate', 'migrate/simulate.yaml', '--repo', 'units', '--yes'];
  const ended = await example.omni('apply', ...args, '--input', 'file=src/unit-0005.cjs');
  expect(ended.code, ended.err).toBe(0);
  const branch = `omni/${(await example.show()).run}/main`;
  const changed = await example.git('-C', 'units', 'diff', '--name-status', '--no-renames', 'main', branch);
  expect(changed.split('\n')).toEqual(['D\tsrc/unit-0005.cjs', 'A\tsrc/unit-0005.mjs']);
});

/** Which workflows of a project the page may start. */
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readInputs } from '../../../cli/inputs.ts';
import { listDocuments } from '../../../cli/serving/walk.ts';
import { asking, files, makeProject, script } from './project.ts';

test('each is told with what it wants, what plays it, and what is wrong with it', async () => {
  const { folder, drivers, write } = makeProject({
    ...files(),
    'broken/broken.yaml': asking.replace('prompt: "Again"', 'promt: "\u001b[2JAgain"'),
    'broken/simulate.yaml': 'turns: [\n',
    'node_modules/x/asking.yaml': asking,
    '.hidden/asking.yaml': asking,
    'a/b/c/d/e/deep.yaml': asking,
    'notes.yaml': 'kind: Note\n',
  });
  symlinkSync('/etc', join(folder, 'etc'));
  symlinkSync('asking/asking.yaml', join(folder, 'link.yaml'));
  const [one, broken, ...more] = (await drivers.workflows()).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  expect(more).toEqual([]);
  expect(one).toEqual({
    path: 'asking/asking.yaml',
    name: 'asking',
    description: 'Asks before it goes on.',
    inputs: { goal: { type: 'string' }, count: { type: 'integer', default: 3 } },
    simulations: ['asking/simulate.yaml'],
  });
  expect(broken).toMatchObject({ path: 'broken/broken.yaml', simulations: [] });
  expect(broken?.problem).toMatch(/^broken\/broken\.yaml:\d+: OMNI\d{4} /);
  expect(broken?.problem).not.toContain('\u001b');

  // What is known holds until a document is another.
  expect(await drivers.workflows()).toBe(await drivers.workflows());
  write({ 'broken/broken.yaml': asking, 'broken/simulate.yaml': script() });
  expect((await drivers.workflows()).find(({ path }) => path === 'broken/broken.yaml')?.problem).toBeUndefined();
});

test('of very many documents some are looked at', async () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`f/${at}.yaml`, 'a: 1\n']));
  const { folder } = makeProject({ ...many, 'large.yaml': `# ${'x'.repeat(1024 * 1024)}\n` });
  const found = await listDocuments(folder);
  expect(found).toHaveLength(200);
  expect(found.map(({ path }) => path)).not.toContain('large.yaml');
});

test('inputs of a file have their types, and what was typed counts more', async () => {
  const { folder } = makeProject();
  const file = join(folder, 'inputs.json');
  const declared = { goal: { type: 'string' }, count: { type: 'integer' } };
  const read = (text: string, ...input: readonly string[]) => {
    writeFileSync(file, text);
    return readInputs({ input, inputs: file }, declared, { complete: true });
  };
  expect(await read('{"goal":"7","count":7}')).toEqual({ inputs: { goal: '7', count: 7 } });
  expect(await read('{"goal":"a","count":7}', 'goal=b')).toEqual({ inputs: { goal: 'b', count: 7 } });
  expect(await read('{"goal":"a","count":true}')).toMatchObject({ problems: [{ code: 'OMNI1052' }] });
  await expect(read('["secret"]')).rejects.toThrow('object of JSON');
  await expect(read('{"secret')).rejects.toThrow(/it is no JSON$/);
  await expect(read(' '.repeat(1024 * 1024 + 1))).rejects.toThrow('1048576 bytes');
});

/** Workflows that steps use: found beside the file that names them, resolved once, and never themselves. */
import { describe, expect, test } from 'vitest';
import { relativePath } from '../../../schema/load/paths.ts';
import { loadProject } from '../../../schema/load.ts';
import { load, readerOf, summarise } from '../project.ts';

const head = (name: string) => `apiVersion: omni/v1\nkind: Workflow\nname: ${name}\n`;
const using = (name: string, uses: string) => `${head(name)}steps:\n  - uses: ${uses}\n`;
const leaf = `${head('leaf')}agents:\n  ada: { uses: ../agents/ada.yaml }\nsteps:\n  - agent: ada\n    prompt: { file: go.md }\n`;
const files = {
  'main.yaml': `${head('main')}steps:\n  - uses: flows/leaf.yaml\n  - uses: flows/leaf.yaml\n`,
  'flows/leaf.yaml': leaf,
  'flows/go.md': 'Go.',
  'agents/ada.yaml': 'apiVersion: omni/v1\nkind: Agent\nname: ada\nharness: codex\n',
};

test('its files and agents are looked for beside it, and it is resolved once', () => {
  const { spec, issues } = load(files);
  expect(issues).toEqual([]);
  expect(spec?.workflow.steps).toEqual([{ uses: 'flows/leaf.yaml' }, { uses: 'flows/leaf.yaml' }]);
  expect(spec?.workflows).toEqual({
    'flows/leaf.yaml': {
      workflow: { name: 'leaf', steps: [{ agent: 'ada', prompt: 'Go.' }] },
      agents: { ada: { name: 'ada', harness: 'codex' } },
    },
  });
});

test('the spec is the same from wherever the project is named', () => {
  const moved = Object.fromEntries(Object.entries(files).map(([path, text]) => [`/home/x/${path}`, text]));
  expect(loadProject('/home/x/main.yaml', readerOf(moved)).spec).toEqual(load(files).spec);
});

test('a fault in it is told where it stands', () => {
  const broken = load({ ...files, 'flows/leaf.yaml': leaf.replace('prompt: { file: go.md }', 'promt: Go.') });
  expect(broken.issues[0]).toMatchObject({ file: 'flows/leaf.yaml', line: 7 });
});

describe('is refused', () => {
  test.each([
    ['a workflow that uses itself', using('main', 'main.yaml'), {}, 'OMNI1037'],
    ['two that use each other', using('main', 'b.yaml'), { 'b.yaml': using('b', 'main.yaml') }, 'OMNI1037'],
    ['a file that is not there', using('main', 'b.yaml'), {}, 'OMNI1033'],
    ['a file without a workflow', using('main', 'agents/ada.yaml'), files, 'OMNI1039'],
    ['a name that is no file', using('main', 'leaf'), files, 'OMNI1039'],
    ['a built-in, of which there is none', using('main', 'omni/leaf'), files, 'OMNI1039'],
    ['a file outside of the project', using('main', '/etc/passwd'), {}, 'OMNI1035'],
  ])('%s', (_, main, more, code) => {
    expect(summarise(load({ ...more, 'main.yaml': main }))).toEqual([expect.stringContaining(code)]);
  });
});

test('a path is told from the folder of another', () => {
  expect(relativePath('a/b/main.yaml', 'a/b/flows/x.yaml')).toBe('flows/x.yaml');
  expect(relativePath('/a/b/main.yaml', '/a/c/x.yaml')).toBe('../c/x.yaml');
  expect(relativePath('main.yaml', 'x.yaml')).toBe('x.yaml');
});

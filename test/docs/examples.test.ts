/** Whole documents that our pages show are good ones: whoever copies one has something that omni takes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile } from '../../engine/compile/index.ts';
import { load } from '../schema/project.ts';

const library = 'agents/library';
const builtins = Object.fromEntries(
  readdirSync(library).map((file) => [file.replace('.yaml', ''), readFileSync(join(library, file), 'utf8')]),
);

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('examples').map((name) => `examples/${name}/README.md`),
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** The YAML that begins as a document does and is not shown as a mistake, each with the page and line it begins at. */
const documents = pages.flatMap((page) => {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(/(Wrong:\s*)?^```yaml\n(apiVersion:[\s\S]*?)^```/gm)].flatMap(
    ({ 1: wrong, 2: yaml, index }) =>
      wrong === undefined ? [{ place: `${page}:${text.slice(0, index).split('\n').length}`, yaml: yaml! }] : [],
  );
});

/** An Agent that stands alone is taken by a workflow around it. */
const AROUND = `apiVersion: omni/v1
kind: Workflow
name: around
agents: { it: { uses: it.yaml } }
steps:
  - agent: it
    prompt: Say hello.
`;

test('there are such documents in the reference', () => {
  expect(documents.filter(({ place }) => place.startsWith('docs/reference/')).length).toBeGreaterThan(9);
});

test.each(documents)('$place', ({ yaml }) => {
  const files = /^kind: Workflow/m.test(yaml) ? { 'main.yaml': yaml } : { 'main.yaml': AROUND, 'it.yaml': yaml };
  const { spec, issues } = load(files, { builtins });
  const compiled = spec && compile(spec);
  expect([...issues, ...(compiled && 'problems' in compiled ? compiled.problems : [])]).toEqual([]);
  expect(compiled).toHaveProperty('workflow');
});

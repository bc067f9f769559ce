/**
 * Every YAML block of every page says what `omni validate` says of it. `yaml` alone is whole and right; `excerpt` is a
 * part of a workflow, `simulation` is for `--simulate`, and `invalid CODE` is shown because it gives just that code.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDocuments } from '../../cli/documents.ts';
import { openSimulation } from '../../cli/prepare.ts';
import { openProject } from '../../cli/project.ts';
import { openTerminal, type Terminal } from '../../cli/terminal.ts';
import { aliases } from '../schema/aliases.ts';
import { flows } from '../schema/flows.ts';
import { type Block, blocksOf, pages } from './blocks.ts';
import { completeExcerpt } from './excerpts.ts';

const blocks = pages.flatMap(blocksOf).filter(({ words }) => /^ya?ml$/.test(words[0] ?? ''));

/** An Agent that stands alone is taken by a workflow around it. */
const AROUND = `apiVersion: omni/v1
kind: Workflow
name: around
agents: { it: { uses: it.yaml } }
steps:
  - agent: it
    prompt: Say hello.
`;

const base = mkdtempSync(join(tmpdir(), 'omni-docs-'));
const folder = join(base, 'project', 'here');
const write = (path: string, content: string | Uint8Array): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
};

/** What the examples name: each other, an agent in a file, a file that is no text, and one outside of the project. */
beforeAll(() => {
  cpSync('schema/scripts/reference', folder, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  mkdirSync(join(base, 'project', '.git'), { recursive: true });
  write('agents/writer.yaml', 'apiVersion: omni/v1\nkind: Agent\nname: writer\nharness: codex\n');
  write('agents/pipe.yaml', new Uint8Array([0xff, 0xfe]));
  write('../../secrets.yaml', 'key: value\n');
  for (const [path, text] of Object.entries(flows)) write(path, text);
  write('../omni.yaml', aliases);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

const silent = openTerminal(true);

/** The codes that the command gives of a block. */
function codesOf({ words, text }: Block): string[] {
  const codes: string[] = [];
  const terminal: Terminal = {
    ...silent,
    emit: (_, fields) => void codes.push(String('code' in fields ? fields.code : 'none')),
  };
  if (words.includes('simulation')) openSimulation(write('simulate.yaml', text), terminal);
  else {
    const path = writeProject(words, text);
    if (openDocuments(path, terminal) === undefined) openProject(path, terminal);
  }
  return [...new Set(codes)];
}

function writeProject(words: readonly string[], text: string): string {
  if (words.includes('excerpt')) return write('main.yaml', completeExcerpt(text));
  // A project of its own, or all other blocks would stand in it.
  if (/^kind: Project$/m.test(text) && !/^kind: Workflow$/m.test(text)) {
    write('project/policy-document.yaml', readFileSync('schema/scripts/reference/policy-document.yaml', 'utf8'));
    return write('project/omni.yaml', text);
  }
  if (words.includes('invalid') || !/^kind: Agent$/m.test(text) || /^kind: Workflow$/m.test(text))
    return write('main.yaml', text);
  write('it.yaml', text);
  return write('main.yaml', AROUND);
}

test('blocks are marked in the words that are known', () => {
  const known = /^yaml( excerpt| simulation)?( invalid OMNI\d{4})?$/;
  expect(blocks.filter(({ words }) => !known.test(words.join(' '))).map(({ place }) => place)).toEqual([]);
});

describe.each(pages.filter((page) => blocks.some(({ place }) => place.startsWith(`${page}:`))))('%s', (page) => {
  test.each(blocks.filter(({ place }) => place.startsWith(`${page}:`)))('$place', (block) => {
    const [, expected] = /invalid (\S+)$/.exec(block.words.join(' ')) ?? [];
    expect(codesOf(block)).toEqual(expected === undefined ? [] : [expected]);
  });
});

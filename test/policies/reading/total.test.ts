/** Whatever a harness says and whatever the workspace answers, there is a reading. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTool, type WorkspaceView } from '../../../policies/reading/index.ts';
import { OPAQUE_KINDS } from '../../../schema/policy.ts';
import { sha256 } from './workspace.ts';

const kinds = ['shell', 'read', 'write', 'edit', 'delete', 'search', 'fetch', 'mcp', 'agent', 'other', 'new'];
const members = ['path', 'content', 'old', 'new', 'all', 'edits', 'patch', 'url', 'command', 'env', 'text'];

/** A workspace that knows everything, nothing, or breaks; folders that are in themselves for ever. */
const views: readonly WorkspaceView[] = [
  {
    resolve: (path) => Promise.resolve({ path, exists: true, isFolder: true, link: path }),
    read: () => Promise.resolve('npm run x\n'),
    list: () => Promise.resolve(['again', 'and']),
    sha256,
  },
  {
    resolve: (path) => Promise.resolve({ path, exists: true, isFolder: true, isAround: true }),
    read: () => Promise.resolve('bash ./x'),
    list: () => Promise.resolve(['again', 'and']),
    sha256,
  },
  {
    resolve: () => Promise.reject(new Error('broken')),
    read: () => Promise.reject(new Error('broken')),
    list: () => Promise.reject(new Error('broken')),
    sha256,
  },
  {
    resolve: () => {
      throw new Error('broken at once');
    },
    read: () => Promise.resolve(undefined),
    list: () => Promise.resolve(undefined),
    sha256: () => {
      throw new Error('broken');
    },
  },
];

test('for every input', async () => {
  const value = fc.oneof(
    fc.constantFrom(
      'a',
      'src/a.ts',
      '.',
      '~',
      '..',
      'rm -rf a',
      'bash a; echo > a',
      '*** Begin Patch\n*** Add File: a',
      'https://a',
    ),
    fc.string(),
    fc.anything(),
  );
  const input = fc.oneof(fc.anything(), fc.dictionary(fc.constantFrom(...members), value));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...kinds), input, fc.constantFrom(...views), async (kind, given, view) => {
      const reading = await readTool({ kind, name: 'tool', input: given }, view);
      expect(reading.files.length).toBeLessThanOrEqual(1_000);
      for (const { kind: why } of reading.opaque) expect(OPAQUE_KINDS).toContain(why);
      const isEmpty = [reading.files, reading.commands, reading.hosts, reading.opaque].every(
        (list) => list.length === 0,
      );
      // Nothing at all may be said only of what is known to touch nothing.
      if (isEmpty) expect(['shell', 'fetch', 'edit']).toContain(kind);
    }),
    { numRuns: 500, seed: 5 },
  );
});

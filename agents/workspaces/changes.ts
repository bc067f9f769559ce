/**
 * What differs between two commits, file by file, with the hash of the content after. The hash is over the bytes that
 * are committed, so it is the same in a review, in a commit and in a merge of the same content, whoever computes it.
 */
import { createHash } from 'node:crypto';
import type { CommitFile } from '../../engine/ports/workspaces.ts';
import { OmniError } from '../../schema/error.ts';
import type { Git, Where } from './call.ts';

export type Change = Pick<CommitFile, 'path' | 'op' | 'hash'>;

/** How much of blobs is in memory at once; a single larger one has no hash, so that no rule takes it for known. */
const maxBatchBytes = 64 * 1024 * 1024;

/** The switches of every diff: no program of the repository runs, and none of its settings hides a file. */
export const plainDiff = ['--no-ext-diff', '--no-textconv', '--no-color', '--ignore-submodules=dirty', '--no-relative'];

export interface Entry {
  readonly path: string;
  readonly op: Change['op'];
  /** Of what is there after. */
  readonly mode: string;
  readonly object: string;
}

/** The files that differ, in git's order. A rename counts as a delete and a create. */
export async function listFileChanges(git: Git, where: Where, from: string, to: string): Promise<readonly Change[]> {
  const entries = await listEntries(git, where, from, to);
  const blobs = entries.filter(({ op, mode }) => op !== 'delete' && mode !== submodule);
  const hashes = await hashBlobs(git, where, [...new Set(blobs.map(({ object }) => object))]);
  return entries.map((entry) => {
    const hash = hashOf(entry, hashes);
    return { path: entry.path, op: entry.op, ...(hash !== undefined && { hash }) };
  });
}

/** The same without the hashes, which need the content; between commits or trees. */
export async function listEntries(git: Git, where: Where, from: string, to: string): Promise<readonly Entry[]> {
  const options = ['-r', '--raw', '-z', '--no-abbrev', '--no-renames', '-O/dev/null'];
  const { stdout } = await git.call(where, ['diff-tree', ...plainDiff, ...options, from, to, '--']);
  return parseRaw(stdout.toString());
}

export const symlink = '120000';
export const submodule = '160000';

/** The kinds are told apart outside of the hash: no file can have the content that a symlink's hash is over. */
function hashOf({ op, mode, object }: Entry, hashes: ReadonlyMap<string, string>): string | undefined {
  if (op === 'delete') return 'deleted';
  if (mode === submodule) return `submodule:${object}`;
  const hash = hashes.get(object);
  return hash !== undefined && mode === symlink ? `symlink:${hash}` : hash;
}

/** `:OLDMODE NEWMODE OLD NEW STATUS<nul>PATH<nul>` again and again. */
function parseRaw(text: string): Entry[] {
  const fields = text.split('\0');
  const entries: Entry[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [, , mode, object, status] = /^:(\d+) (\d+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])/.exec(fields[at] ?? '') ?? [];
    const path = fields[at + 1];
    if (mode === undefined || object === undefined || path === undefined) {
      throw new OmniError('OMNI5003', `git described a change in an unknown way: ${JSON.stringify(fields[at])}.`);
    }
    entries.push({ path, op: status === 'A' ? 'create' : status === 'D' ? 'delete' : 'edit', mode, object });
  }
  return entries;
}

/** SHA-256 of each blob by its name in git. */
async function hashBlobs(git: Git, where: Where, objects: readonly string[]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  if (objects.length === 0) return hashes;
  const sizes = await git.text(where, ['cat-file', '--batch-check=%(objectname) %(objectsize)'], {
    input: `${objects.join('\n')}\n`,
  });
  for (const batch of batchesOf(sizes.split('\n'))) {
    const { stdout } = await git.call(where, ['cat-file', '--batch=%(objectname) %(objectsize)'], {
      input: `${batch.join('\n')}\n`,
    });
    readBatch(stdout, hashes);
  }
  return hashes;
}

/** Objects in groups that fit; one that is missing (`OBJECT missing`) or too large is left out. */
function batchesOf(sizes: readonly string[]): string[][] {
  const batches: string[][] = [];
  let room = 0;
  for (const line of sizes) {
    const [object = '', digits = ''] = line.split(' ');
    const size = Number(digits);
    if (!Number.isSafeInteger(size) || size > maxBatchBytes) continue;
    if (size > room || batches.length === 0) {
      batches.push([]);
      room = maxBatchBytes;
    }
    room -= size;
    batches.at(-1)?.push(object);
  }
  return batches;
}

/** `OBJECT SIZE<newline>CONTENT<newline>` again and again. */
function readBatch(output: Buffer, hashes: Map<string, string>): void {
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [object = '', size = ''] = output.toString('latin1', at, end).split(' ');
    const next = end + 1 + Number(size);
    if (end < 0 || !/^\d+$/.test(size) || next >= output.length) {
      throw new OmniError('OMNI5003', 'git broke off in the middle of a file.');
    }
    hashes.set(
      object,
      createHash('sha256')
        .update(output.subarray(end + 1, next))
        .digest('hex'),
    );
    at = next + 1;
  }
}

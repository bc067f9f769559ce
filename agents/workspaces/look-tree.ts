/**
 * A worktree as it is now, as a tree that can be compared: what would be committed. Index and objects of it are files of
 * ours, in a folder of their own that is gone afterwards; nothing is written to the repository or the worktree.
 */
import { copyFile, lstat, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Where } from './call.ts';
import { listChangedPaths, stagePaths } from './commit.ts';
import { disarm } from './disarm.ts';
import { createReadingGit, type ReadingGit } from './reading-git.ts';
import type { Worktree } from './worktrees.ts';

export interface NowRequest {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly worktree: Worktree;
  /** The object folder of the repository. */
  readonly objects: string;
  readonly head: string;
  /** Top-level paths that are never committed. */
  readonly excluded: readonly string[];
}

export interface Now {
  readonly git: ReadingGit;
  readonly where: Where;
  readonly tree: string;
  /** Changed, and too large to be looked into, or too many. */
  readonly left: readonly { readonly path: string; readonly op: 'create' | 'edit' }[];
}

/** Each changed file is read and packed: what is larger, or comes after so many, is only named. */
const mostBytesOfFile = 8 * 1024 * 1024;
const mostBytes = 64 * 1024 * 1024;
const mostPaths = 5_000;
const mostNamed = 100;

export async function withTreeNow<T>(request: NowRequest, work: (now: Now) => Promise<T>): Promise<T> {
  const { env, worktree, objects, head, excluded } = request;
  const folder = await mkdtemp(join(tmpdir(), 'omni-look-'));
  try {
    const own = join(folder, 'objects');
    await mkdir(join(own, 'info'), { recursive: true });
    await writeFile(join(own, 'info', 'alternates'), `${objects}\n`);
    const git = createReadingGit({ env, objects: own });
    const indexFile = join(folder, 'index');
    const disarmed = await disarm(git, { ...worktree, indexFile }, { all: true });
    // An index that is split, or that shares what it knows, would be written beside the worktree's own.
    const where = { ...disarmed, config: [...(disarmed.config ?? []), ['core.splitIndex', 'false'] as const] };
    // The worktree's own index knows which files were not touched; without it each of them is read.
    const isKnown = await copyFile(join(worktree.gitDir, 'index'), indexFile).then(
      () => true,
      () => false,
    );
    if (!isKnown) await git.call(where, ['read-tree', head]);
    const { gone, there } = await listChangedPaths(git, where, excluded);
    const { taken, left } = await choose(worktree.workTree, there);
    await stagePaths(git, where, { gone, there: taken });
    const tree = await git.text(where, ['write-tree']);
    return await work({ git, where, tree, left: await nameLeft(git, where, left) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `paths` have a byte a character. What is neither file nor link is nothing that git could take. */
async function choose(root: string, paths: readonly string[]) {
  const taken: string[] = [];
  const left: string[] = [];
  let room = mostBytes;
  for (const path of paths) {
    const found = await lstat(Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, 'latin1')])).catch(
      () => undefined,
    );
    const bytes = found?.isFile() ? found.size : 0;
    if (found !== undefined && !found.isFile() && !found.isSymbolicLink() && !found.isDirectory()) continue;
    const fits = bytes <= Math.min(mostBytesOfFile, room) && taken.length < mostPaths;
    if (fits) room -= bytes;
    (fits ? taken : left).push(path);
  }
  return { taken, left };
}

async function nameLeft(git: ReadingGit, where: Where, left: readonly string[]): Promise<Now['left']> {
  if (left.length === 0) return [];
  const paths = left.slice(0, mostNamed).map((path) => Buffer.from(path, 'latin1').toString());
  const known = (await git.call(where, ['ls-files', '-z', '--cached', '--', ...paths])).stdout.toString().split('\0');
  return paths.map((path) => ({ path, op: known.includes(path) ? 'edit' : 'create' }));
}

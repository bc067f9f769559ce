/**
 * One file of a workspace, by a path that a stranger names. Of a branch it is what git has under exactly that name; of a
 * worktree it has to be known to git there, or new and not ignored: what would not be committed is not shown. Links are
 * shown, never followed.
 */
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readlink } from 'node:fs/promises';
import { OmniError } from '../../schema/error.ts';
import { type Entry, openEntry } from '../places/paths.ts';
import type { Where } from './call.ts';
import { submodule, symlink } from './changes.ts';
import type { ReadingGit } from './reading-git.ts';
import type { Worktree } from './worktrees.ts';

export interface SeenFile {
  readonly bytes: number;
  /** Of a link where it leads to, of a submodule its commit. */
  readonly text?: string;
  readonly binary: boolean;
  /** Absent: a file. */
  readonly kind?: 'link' | 'submodule';
}

/** What is larger has no text. */
const mostTextBytes = 1024 * 1024;
/** How far git looks for a NUL. */
const sniffedBytes = 8_000;

/** Whether a path is one that a commit could hold, in its plainest form. */
export function isPlainPath(path: string): boolean {
  if (path === '' || path.length > 4_096 || path.includes('\0')) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && part.toLowerCase() !== '.git');
}

export async function readCommitted(
  git: ReadingGit,
  root: Where,
  commit: string,
  path: string,
): Promise<SeenFile | undefined> {
  const { stdout } = await git.call(root, ['ls-tree', '-z', '--full-tree', '--', commit, path]);
  const [, mode, object = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([^\0]*)\0$/.exec(stdout.toString()) ?? [];
  if (mode === undefined || stdout.toString().split('\t').slice(1).join('\t') !== `${path}\0`) return undefined;
  if (mode === submodule) return { bytes: 0, text: object, binary: false, kind: 'submodule' };
  if (!/^1/.test(mode)) return undefined;
  const bytes = Number(await git.text(root, ['cat-file', '-s', object]));
  const most = bytes > mostTextBytes ? sniffedBytes : mostTextBytes;
  const { bytes: content } = await git.upTo(root, ['cat-file', 'blob', object], most);
  const seen = describe(content, bytes);
  return mode === symlink ? { ...seen, kind: 'link' } : seen;
}

export async function readLive(git: ReadingGit, worktree: Worktree, path: string): Promise<SeenFile | undefined> {
  const list = (...how: readonly string[]) => git.call(worktree, ['ls-files', '-z', ...how, '--', path]);
  const { stdout } = await list('--cached', '--others', '--exclude-standard');
  if (!stdout.toString().split('\0').includes(path)) return undefined;
  const staged = (await list('--stage')).stdout.toString();
  const commit = staged.startsWith(`${submodule} `) ? staged.split(' ')[1] : undefined;
  if (commit !== undefined) return { bytes: 0, text: commit, binary: false, kind: 'submodule' };
  return readPlain(worktree.workTree, path);
}

/** Below a folder, whatever git thinks of it. */
export async function readPlain(root: string, path: string): Promise<SeenFile | undefined> {
  let entry: Entry | undefined;
  try {
    entry = await openEntry(root, path, { follow: false, create: false });
    const link = await readLink(entry.path);
    if (link !== undefined) return { bytes: Buffer.byteLength(link), text: link, binary: false, kind: 'link' };
    const file = await open(entry.path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return await readRegular(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    // It is not there, it is no file, or it leads out: for whoever asks all of that is one.
    if (error instanceof OmniError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  } finally {
    await entry?.close();
  }
}

const readLink = async (path: string): Promise<string | undefined> =>
  (await lstat(path)).isSymbolicLink() ? readlink(path) : undefined;

async function readRegular(file: FileHandle): Promise<SeenFile | undefined> {
  const stats = await file.stat();
  if (!stats.isFile()) return undefined;
  const most = stats.size > mostTextBytes ? sniffedBytes : mostTextBytes;
  const { bytesRead, buffer } = await file.read(Buffer.alloc(most), 0, most, 0);
  return describe(buffer.subarray(0, bytesRead), stats.size);
}

/** `content` may be only the beginning of so many bytes. */
function describe(content: Buffer, bytes: number): SeenFile {
  if (content.subarray(0, sniffedBytes).includes(0)) return { bytes, binary: true };
  if (bytes > mostTextBytes) return { bytes, binary: false };
  try {
    return { bytes, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content), binary: false };
  } catch {
    return { bytes, binary: true };
  }
}

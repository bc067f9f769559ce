/**
 * The file half of a local place: reads, writes, lists and removes below a root, and nothing outside it. Only regular
 * files are read and written: a FIFO would hang the reader, a device may be endless.
 *
 * A file is written in place, as editors do, which keeps its mode and its links: a temporary file that a kill left
 * behind would end up in the writer's next commit.
 */
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from '../../engine/ports/place.ts';
import { OmniError } from '../../schema/error.ts';
import { checkRelative, type Entry, explain, isInside, openEntry, refusePath } from './paths.ts';
import { resolvePath } from './resolve.ts';

/** Files that are read or written whole: 10 MiB. */
const maxFileBytes = 10 * 1024 * 1024;

export type Files = Pick<Place, 'read' | 'write' | 'list' | 'remove' | 'resolve'>;

export function createFiles(root: string): Files {
  return {
    read: (path) =>
      withFile(root, path, constants.O_RDONLY, async (file) => {
        const { size } = await file.stat();
        if (size > maxFileBytes) throw refusePath(path, `is larger than ${maxFileBytes} bytes`);
        return readBounded(file, path);
      }),
    write: (path, content) => {
      if (Buffer.byteLength(content) > maxFileBytes) {
        return Promise.reject(refusePath(path, `would be larger than ${maxFileBytes} bytes`));
      }
      return withFile(root, path, constants.O_WRONLY | constants.O_CREAT, async (file) => {
        await file.truncate(0);
        await file.writeFile(content);
      });
    },
    list: (path) => list(root, path),
    remove: (path) =>
      withEntry(root, path, { follow: false, create: false }, async (entry) => {
        await lstat(entry.path);
        await rm(entry.path, { recursive: true });
      }),
    resolve: (path) => resolvePath(root, path),
  };
}

async function list(root: string, path: string): Promise<readonly string[]> {
  // Not through `openEntry`: the root itself may be listed. Names alone are read, so a late swap shows no content.
  const plain = checkRelative(path);
  try {
    const realRoot = await realpath(root);
    const folder = await realpath(join(realRoot, plain));
    if (!isInside(realRoot, folder)) throw refusePath(path, 'leaves the workspace by a symlink');
    return (await readdir(folder)).sort();
  } catch (error) {
    throw error instanceof OmniError ? error : refusePath(path, explain(error), error);
  }
}

/** Opens a regular file without waiting (FIFO) and without following a symlink that was put there meanwhile. */
function withFile<T>(root: string, path: string, flags: number, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const create = (flags & constants.O_CREAT) !== 0;
  return withEntry(root, path, { follow: true, create }, async (entry) => {
    const file = await open(entry.path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK, 0o666);
    try {
      if (!(await file.stat()).isFile()) throw refusePath(path, 'is no regular file');
      return await use(file);
    } finally {
      await file.close();
    }
  });
}

async function withEntry<T>(
  root: string,
  path: string,
  options: { follow: boolean; create: boolean },
  use: (entry: Entry) => Promise<T>,
): Promise<T> {
  const entry = await openEntry(root, path, options);
  try {
    return await use(entry);
  } catch (error) {
    throw error instanceof OmniError ? error : refusePath(path, explain(error), error);
  } finally {
    await entry.close();
  }
}

/** `stat` may say 0 (in /proc) or the file may grow: what is read is bounded, whatever was said. */
async function readBounded(file: FileHandle, path: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of file.createReadStream({ autoClose: false, end: maxFileBytes }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxFileBytes) throw refusePath(path, `is larger than ${maxFileBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

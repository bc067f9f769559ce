/**
 * Paths that an agent names, held inside a root. A path is resolved with every symlink in it, must stand in the root
 * then, and its folder is opened and looked at again through the open handle: what is swapped for a symlink between
 * the look and the use is found out (Linux, where /proc/self/fd names the handle; elsewhere the first look counts).
 */
import { constants } from 'node:fs';
import { lstat, mkdir, open, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, normalize, relative, sep } from 'node:path';
import { OmniError } from '../../schema/error.ts';

/** An entry of an open folder. `path` stays valid, and stays the same entry, until `close`. */
export interface Entry {
  readonly path: string;
  close(): Promise<void>;
}

/** The refusal of a path, with the reason that its reader can act on. */
export function refusePath(path: string, reason: string, cause?: unknown): OmniError {
  const shown = JSON.stringify(path.length > 200 ? `${path.slice(0, 200)}…` : path);
  return new OmniError('OMNI5004', `The path ${shown} ${reason}.`, { cause });
}

/** The path below the root in its plainest form, `''` for the root itself; refuses one that cannot be inside. */
export function checkRelative(path: string): string {
  if (path.includes('\0')) throw refusePath(path, 'holds a NUL');
  if (isAbsolute(path)) throw refusePath(path, 'is absolute: paths are relative to the workspace');
  const plain = normalize(path).replace(/[/\\]+$/, '');
  if (plain === '..' || plain.startsWith(`..${sep}`)) throw refusePath(path, 'leaves the workspace');
  return plain === '.' ? '' : plain;
}

export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * Opens the folder of what `path` names. With `follow`, a symlink in the last place is followed (what it points at
 * must exist, inside the root); with `create`, missing folders are made.
 */
export async function openEntry(
  root: string,
  path: string,
  options: { follow: boolean; create: boolean },
): Promise<Entry> {
  const plain = checkRelative(path);
  if (plain === '') throw refusePath(path, 'is the workspace itself');
  try {
    const realRoot = await realpath(root);
    const named = join(realRoot, plain);
    const target = options.follow && (await isSymlink(named)) ? await realpath(named) : named;
    const folder = await resolveFolder(realRoot, dirname(target), options.create);
    if (folder === undefined || !isInside(realRoot, folder))
      throw refusePath(path, 'leaves the workspace by a symlink');
    return await pin(realRoot, folder, basename(target), path);
  } catch (error) {
    throw error instanceof OmniError ? error : refusePath(path, explain(error), error);
  }
}

/** Resolves a folder; makes what is missing of it, but only below a folder that is inside. Undefined: outside. */
async function resolveFolder(realRoot: string, folder: string, create: boolean): Promise<string | undefined> {
  try {
    return await realpath(folder);
  } catch (error) {
    if (!create || !isMissing(error) || (await isSymlink(folder))) throw error;
  }
  const parent = await resolveFolder(realRoot, dirname(folder), create);
  if (parent === undefined || !isInside(realRoot, parent)) return undefined;
  const made = join(parent, basename(folder));
  await mkdir(made).catch((error: unknown) => {
    if (!hasCode(error, 'EEXIST')) throw error;
  });
  return realpath(made);
}

async function pin(realRoot: string, folder: string, name: string, path: string): Promise<Entry> {
  if (process.platform !== 'linux') return { path: join(folder, name), close: () => Promise.resolve() };
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  const pinned = `/proc/self/fd/${handle.fd}`;
  if (!isInside(realRoot, await readlink(pinned))) {
    await handle.close();
    throw refusePath(path, 'leaves the workspace by a symlink');
  }
  return { path: join(pinned, name), close: () => handle.close() };
}

async function isSymlink(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSymbolicLink();
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}

const explanations: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'goes through something that is no folder',
  EISDIR: 'is a folder',
  ELOOP: 'goes in a circle of symlinks',
  EACCES: 'may not be opened',
  ENAMETOOLONG: 'is too long',
  ENXIO: 'is no regular file',
};

export function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return (code === undefined ? undefined : explanations[code]) ?? `cannot be used (${code ?? String(error)})`;
}

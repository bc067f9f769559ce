/**
 * Where a path that an agent names really is, before anything is there: every symlink followed, also one that dangles,
 * and every part by the name that the file system keeps it under. Nothing is opened or changed.
 *
 * What cannot be said for sure is refused: a path whose `..` means one file to a program that follows symlinks first
 * and another to one that does not, and the paths of /proc that mean something else to every process.
 */
import { lstat, readdir, readlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, normalize, relative, resolve } from 'node:path';
import type { ResolvedPath } from '../../engine/ports/place.ts';
import { OmniError } from '../../schema/error.ts';
import { explain, hasCode, isInside, refusePath } from './paths.ts';

/** As many as Linux follows. */
const maxLinks = 40;

/** See `Place.resolve`. Rejects with OMNI5004. */
export async function resolvePath(root: string, path: string): Promise<ResolvedPath> {
  if (path.includes('\0')) throw refusePath(path, 'holds a NUL');
  try {
    const named = expandHome(path);
    // Joined as text: `join` would take a `..` away before its symlink is known.
    const whole = isAbsolute(named) ? named : `${resolve(root)}/${named}`;
    const top = (await walk(resolve(root), path)).path;
    const found = await walk(whole, path);
    // Without a `..` there is one way to read it.
    const plain = /(^|\/)\.\.(\/|$)/.test(whole) ? await walk(normalize(whole), path) : found;
    if (plain.path !== found.path || plain.link !== found.link) {
      throw refusePath(path, 'goes through a symlink and back by `..`, which programs read in two ways');
    }
    const { link, exists, isShared, isFolder } = found;
    return {
      path: within(top, found.path),
      exists,
      ...(link !== undefined && { link: within(top, link) }),
      ...(isShared && { isShared }),
      ...(isFolder && { isFolder }),
      ...(top !== found.path && isInside(found.path, top) && { isAround: true }),
    };
  } catch (error) {
    throw error instanceof OmniError ? error : refusePath(path, explain(error), error);
  }
}

function expandHome(path: string): string {
  if (path !== '~' && !path.startsWith('~/')) return path;
  return `${homedir()}${path.slice(1)}`;
}

/** Relative to the root with `/`; absolute outside. A Mac takes both forms of a letter for one and git keeps NFC. */
function within(root: string, path: string): string {
  const named = isInside(root, path) ? relative(root, path) || '.' : path;
  return process.platform === 'darwin' ? named.normalize('NFC') : named;
}

interface Found {
  readonly path: string;
  readonly exists: boolean;
  readonly link?: string;
  readonly isShared: boolean;
  readonly isFolder: boolean;
}

/** Goes an absolute path part by part, as the system does; what is missing is taken as it is written. */
async function walk(whole: string, named: string): Promise<Found> {
  const parts = whole.split('/');
  const missing: string[] = [];
  let at = '/';
  let link: string | undefined;
  let isShared = false;
  let isFolder = true;
  for (let links = 0, part = parts.shift(); part !== undefined; part = parts.shift()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (missing.pop() === undefined) at = dirname(at);
      isShared = false;
      isFolder = true;
      continue;
    }
    if (missing.length > 0) {
      missing.push(part);
      continue;
    }
    const stat = await look(join(at, part));
    if (stat === undefined) {
      missing.push(part);
    } else if (isProcess(at, part)) {
      throw refusePath(named, 'leads through a process in /proc');
    } else if (stat.isSymbolicLink()) {
      links += 1;
      if (links > maxLinks) throw refusePath(named, 'goes in a circle of symlinks');
      const isLast = parts.every((rest) => rest === '');
      if (isLast) link ??= join(at, await nameOf(at, part, stat.ino));
      const target = await readlink(join(at, part));
      if (isAbsolute(target)) at = '/';
      parts.unshift(...target.split('/'));
    } else {
      at = join(at, await nameOf(at, part, stat.ino));
      isShared = stat.isFile() && stat.nlink > 1;
      isFolder = stat.isDirectory();
    }
  }
  const exists = missing.length === 0;
  return {
    path: join(at, ...missing),
    exists,
    isShared: exists && isShared,
    isFolder: exists && isFolder,
    ...(link !== undefined && { link }),
  };
}

const isProcess = (folder: string, name: string): boolean =>
  folder === '/proc' && /^(self|thread-self|\d+)$/.test(name);

async function look(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** The name that the folder keeps: another one may have led here where case or the form of a letter do not count. */
async function nameOf(folder: string, name: string, ino: number): Promise<string> {
  const lower = name.toLowerCase();
  const others = [lower === name ? name.toUpperCase() : lower, name.normalize('NFC'), name.normalize('NFD')];
  for (const other of new Set(others)) {
    if (other === name || (await look(join(folder, other)))?.ino !== ino) continue;
    const names = await readdir(folder);
    if (names.includes(name)) return name;
    for (const kept of names) if (isAlike(kept, name) && (await look(join(folder, kept)))?.ino === ino) return kept;
  }
  return name;
}

const isAlike = (one: string, other: string): boolean => fold(one) === fold(other);
const fold = (name: string): string => name.normalize('NFC').toLowerCase();

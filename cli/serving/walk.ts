/** The documents of a project, as far as they are looked for on its page. Links are not followed, and nothing is read. */
import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { maxDocumentBytes } from '../places.ts';

export interface FoundDocument {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** A project keeps its workflows near its root; what lies deeper, or is one of very many, is something else. */
const mostLevels = 4;
const mostDocuments = 200;
const mostFolders = 2_000;
const skipped = /^(\..*|node_modules|dist)$/;

/** By path. */
export async function listDocuments(root: string): Promise<readonly FoundDocument[]> {
  const found: FoundDocument[] = [];
  let folders = [''];
  let seen = 0;
  for (let level = 0; level <= mostLevels && folders.length > 0; level++) {
    const below: string[] = [];
    for (const folder of folders) {
      if (++seen > mostFolders) break;
      for (const entry of await list(join(root, folder))) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && !skipped.test(entry.name)) below.push(path);
        else if (entry.isFile() && /\.ya?ml$/.test(entry.name)) found.push(...(await describe(root, path)));
        if (found.length >= mostDocuments) return inOrder(found);
      }
    }
    folders = below;
  }
  return inOrder(found);
}

async function list(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function describe(root: string, path: string): Promise<readonly FoundDocument[]> {
  const stats: Stats | undefined = await lstat(join(root, path)).catch(() => undefined);
  if (stats === undefined || !stats.isFile() || stats.size > maxDocumentBytes) return [];
  return [{ path, bytes: stats.size, mtimeMs: stats.mtimeMs }];
}

const inOrder = (found: readonly FoundDocument[]): readonly FoundDocument[] =>
  found.toSorted((one, other) => (one.path < other.path ? -1 : 1));

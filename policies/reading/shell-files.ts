/**
 * The file effects of a shell command, looked up in the workspace: a path that a command names may be a folder, a
 * symlink or new, and whole folders are copied and moved.
 */
import type { ShellFile, ShellReading } from '../shell/index.ts';
import { type Draft, type Located, locate, noteFile, noteOpaque } from './draft.ts';
import { deleteFile, listBelow, readFile, writeFile } from './files.ts';

/** Files that a command opens and that are none: what is written there goes nowhere, or to whoever called. */
const noFile = /^\/dev\/(null|zero|full|tty|stdin|stdout|stderr|random|urandom)$/;

type Named = ShellFile & { readonly whole: string };

export async function noteShellFiles(draft: Draft, reading: ShellReading): Promise<void> {
  const files = reading.files
    .filter(({ path }) => !noFile.test(path))
    .map((file): Named => ({ ...file, whole: joinTo(file.dir, file.path) }));
  await noteMovingLinks(draft, reading, files);
  const run = new Set<string>();
  for (const path of reading.scripts) for (const place of await locate(draft, path)) run.add(place.path);
  const moved = await listSources(draft, files);
  for (const file of files) {
    if (file.op === 'read') await readFile(draft, file.whole);
    else if (file.op === 'delete') await deleteFile(draft, file.whole, { tree: file.tree === true });
    else await noteWrite(draft, file, moved);
    if (file.op === 'read' || run.size === 0) continue;
    for (const { path } of await locate(draft, file.whole)) {
      if (run.has(path)) noteOpaque(draft, 'script', `it changes ${path}, which it runs`);
    }
  }
}

/** As text: `..` after a symlink is for the file system to read. */
function joinTo(dir: string | undefined, path: string): string {
  return dir === undefined || dir === '' || path.startsWith('/') || /^~(\/|$)/.test(path) ? path : `${dir}/${path}`;
}

/** What is written to a folder that exists is in it: `mkdir -p src` changes nothing. */
async function noteWrite(draft: Draft, file: Named, moved: readonly string[]): Promise<void> {
  const places = await locate(draft, file.whole);
  if (!places.every(({ isFolder }) => isFolder)) await writeFile(draft, file.whole, () => undefined);
  if (file.tree === true) for (const place of places) await noteTree(draft, place, moved);
}

/** A folder that is copied or moved brings all that is in it, and may come over all that is there. */
async function noteTree(draft: Draft, place: Located, moved: readonly string[]): Promise<void> {
  if (place.isAround) noteOpaque(draft, 'dynamic', `${place.path} holds the workspace`);
  if (place.isFolder) {
    for await (const path of listBelow(draft, place.path)) if (!noteFile(draft, { path, op: 'edit' })) return;
  }
  for (const below of moved) {
    const path = place.path === '.' ? below : `${place.path}/${below}`;
    const { exists } = await draft.view.resolve(path);
    if (!noteFile(draft, { path, op: exists ? 'edit' : 'create' })) return;
  }
}

/** What is in the folders that a command takes files from, relative to each: one of them may come to stand elsewhere. */
async function listSources(draft: Draft, files: readonly Named[]): Promise<readonly string[]> {
  const below = new Set<string>();
  if (!files.some(({ op, tree }) => op === 'write' && tree === true)) return [];
  for (const { op, tree, whole } of files) {
    if (op === 'write' || tree !== true) continue;
    for (const { path, isFolder } of await locate(draft, whole)) {
      if (!isFolder) continue;
      if (path.startsWith('/'))
        noteOpaque(draft, 'dynamic', `what is in ${path}, outside of the workspace, is not known`);
      for await (const found of listBelow(draft, path)) {
        if (below.size >= maxMoved) noteOpaque(draft, 'limit', `more than ${maxMoved} files are copied or moved`);
        if (below.size >= maxMoved) break;
        below.add(path === '.' ? found : found.slice(path.length + 1));
      }
    }
  }
  return [...below];
}

/** Files that are followed to where they are copied or moved. */
const maxMoved = 500;

/** Paths are looked up before anything runs; a command that makes or moves links changes where later ones lead. */
async function noteMovingLinks(draft: Draft, { commands }: ShellReading, files: readonly Named[]): Promise<void> {
  const runs = (...programs: string[]): boolean => commands.some(({ program }) => programs.includes(program));
  if (runs('ln', 'link') && commands.length > 1) {
    noteOpaque(draft, 'dynamic', 'it makes links and does more, so where paths lead may change meanwhile');
  }
  if (!runs('cp', 'mv', 'rsync', 'install') || commands.length === 1) return;
  for (const { whole } of files) {
    if ((await locate(draft, whole)).some(({ link }) => link !== undefined)) {
      return noteOpaque(draft, 'dynamic', 'it may move a symlink, so where paths lead may change meanwhile');
    }
  }
}

/** The file tools: what is read, written and deleted, and by what content, as far as it is known beforehand. */
import type { FileEffect } from '../words.ts';
import { type Draft, type Located, locate, noteFile, noteOpaque } from './draft.ts';

export async function readFile(draft: Draft, path: unknown): Promise<void> {
  for (const { path: real } of await locate(draft, path)) noteFile(draft, { path: real, op: 'read' });
}

/** `contentOf` answers the content after, from the file as it is; undefined: not known. */
export async function writeFile(
  draft: Draft,
  path: unknown,
  contentOf: (file: Located) => Promise<string | undefined> | string | undefined,
): Promise<void> {
  for (const file of await locate(draft, path)) {
    const content = await contentOf(file);
    const hash = content === undefined ? {} : { hash: draft.view.sha256(content) };
    noteFile(draft, { path: file.path, op: opOf(file), ...hash });
    // A program may write through a symlink, or put a file in its place.
    if (file.link !== undefined) noteFile(draft, { path: file.link, op: 'edit', ...hash });
    if (file.isShared) noteOpaque(draft, 'dynamic', `${file.path} has other names, which change with it`);
  }
}

const opOf = ({ exists }: Located): FileEffect['op'] => (exists ? 'edit' : 'create');

/** Deletes what the path itself is: of a symlink never what it points at, of a folder all that is in it. */
export async function deleteFile(draft: Draft, path: unknown, options = { tree: true }): Promise<void> {
  for (const { path: real, link, isAround } of await locate(draft, path)) {
    const gone = link ?? real;
    if (isAround && link === undefined && options.tree) noteOpaque(draft, 'dynamic', `${gone} holds the workspace`);
    noteFile(draft, { path: gone, op: 'delete', hash: 'deleted' });
    if (link !== undefined || !options.tree) continue;
    for await (const below of listBelow(draft, gone)) {
      if (!noteFile(draft, { path: below, op: 'delete', hash: 'deleted' })) return;
    }
  }
}

/** What package managers make anew is taken as one: nobody guards a single file in it, and there are thousands. */
const asOne = /(^|\/)node_modules$/;

/** All that is in a folder of the workspace, by its path. Symlinks are not followed. */
export async function* listBelow(draft: Draft, folder: string): AsyncGenerator<string> {
  if (asOne.test(folder)) return;
  for (const name of (await draft.view.list(folder)) ?? []) {
    const path = folder === '.' ? name : `${folder}/${name}`;
    yield path;
    yield* listBelow(draft, path);
  }
}

/** Paths of documents: relative to the file that names them, `/` between folders. */

/** The file of a project's own, at its root. */
export const PROJECT_FILE = 'omni.yaml';

/** What `uses` names: a file, a document of the same file, or a built-in. */
export type Target = { readonly kind: 'file' | 'document' | 'builtin'; readonly name: string };

export function targetOf(uses: string): Target {
  if (uses.startsWith('omni/')) return { kind: 'builtin', name: uses.slice('omni/'.length) };
  return { kind: /^[A-Za-z][A-Za-z0-9_-]*$/.test(uses) ? 'document' : 'file', name: uses };
}

/** Why a path cannot be followed whatever the disk holds, or undefined. */
export function whyRefused(path: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return 'it is an address, and only files of this project are read';
  if (path.startsWith('/') || path.startsWith('~')) return 'it is not relative to this file';
  if (path.includes('\\')) return 'folders are separated by `/`';
  for (const character of path) if (character < ' ') return 'it holds a control character';
  return undefined;
}

/** `path` as seen from the folder of `file`, without `.` and inner `..`. */
export function joinPath(file: string, path: string): string {
  const parts: string[] = [];
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    const up = part === '..' && (parts.length > 0 ? parts.at(-1) !== '..' : folder.startsWith('/'));
    if (up) parts.pop();
    else parts.push(part);
  }
  return (folder.startsWith('/') ? '/' : '') + parts.join('/');
}

/** `path` as seen from the folder of `file`: the same wherever the project lies, and whoever names it. */
export function relativePath(file: string, path: string): string {
  const folder = file.split('/').slice(0, -1);
  const parts = path.split('/');
  let shared = 0;
  while (shared < folder.length && shared < parts.length - 1 && folder[shared] === parts[shared]) shared++;
  return [...folder.slice(shared).map(() => '..'), ...parts.slice(shared)].join('/');
}

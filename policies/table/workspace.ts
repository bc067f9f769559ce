/** The files of a case: those that it says are there, and what its calls make of them. Nothing is on a disk. */
import type { WorkspaceView } from '../reading/index.ts';
import type { Reading, ToolCall } from '../words.ts';
import type { Tools } from './words.ts';

const ROOT = '/workspace';
const HOME = '/home/you';
/** The workspace itself. */
const TOP = '.';

/** The text of each file by its path; undefined: it is there, and what it holds is not known. */
type Files = Map<string, string | undefined>;

export interface Workspace {
  readonly view: WorkspaceView;
  put(files: Readonly<Record<string, string>>): void;
  remove(paths: readonly string[]): void;
  /** What a call that came to what it wanted leaves behind. */
  follow(tool: ToolCall): void;
}

export function createWorkspace({ sha256 }: Tools): Workspace {
  const files: Files = new Map();
  const isThere = (path: string): boolean =>
    path === TOP || files.has(path) || [...files.keys()].some((file) => file.startsWith(`${path}/`));
  const drop = (path: string): void => {
    for (const file of [...files.keys()]) if (file === path || file.startsWith(`${path}/`)) files.delete(file);
  };
  return {
    view: {
      resolve: async (path) => {
        const resolved = resolvePath(path);
        return { path: resolved, exists: isThere(resolved) };
      },
      read: async (path) => files.get(resolvePath(path)),
      list: async (path) => {
        const inside = namesIn([...files.keys()], resolvePath(path));
        return inside.length === 0 ? undefined : inside;
      },
      sha256,
    },
    put: (given) => {
      for (const [path, text] of Object.entries(given)) files.set(resolvePath(path), text);
    },
    remove: (paths) => paths.map(resolvePath).forEach(drop),
    follow: (tool) => {
      for (const { path, op } of tool.reading.files) {
        if (op === 'delete') drop(path);
        else if (op !== 'read') files.set(path, textAfter(tool, tool.reading, files.get(path)));
      }
    },
  };
}

/** What a file holds after a call that writes one; undefined: nobody knows. */
function textAfter({ kind, input }: ToolCall, { files }: Reading, before: string | undefined): string | undefined {
  if (files.length !== 1) return undefined;
  const { content, old, new: next } = input as Readonly<Record<string, unknown>>;
  if (kind === 'write' && typeof content === 'string') return content;
  if (kind !== 'edit' || typeof old !== 'string' || typeof next !== 'string') return undefined;
  const at = before?.indexOf(old) ?? -1;
  return before === undefined || at < 0 ? undefined : before.slice(0, at) + next + before.slice(at + old.length);
}

/** The first names of the paths below a folder. */
function namesIn(paths: readonly string[], folder: string): readonly string[] {
  const below = folder === TOP ? '' : `${folder}/`;
  const inside = paths.filter((path) => path.startsWith(below) && !path.startsWith('/'));
  return [...new Set(inside.map((path) => path.slice(below.length).split('/')[0]!))];
}

/** Relative to the workspace where it lies in it, else absolute. There are no links. */
function resolvePath(path: string): string {
  const from = path.startsWith('/')
    ? path
    : path === '~' || path.startsWith('~/')
      ? HOME + path.slice(1)
      : `${ROOT}/${path}`;
  const segments: string[] = [];
  for (const segment of from.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  const absolute = `/${segments.join('/')}`;
  if (absolute === ROOT) return TOP;
  return absolute.startsWith(`${ROOT}/`) ? absolute.slice(ROOT.length + 1) : absolute;
}

/**
 * A tool call in the words that every harness shares, as far as the protocol itself tells: its kind, its raw input, the
 * difference that it would make to a file. What does not say exactly what it would do is `other`.
 */
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { type Call, objectsOf } from './calls.ts';
import { type Folders, plainPath } from './paths.ts';
import type { Words } from './preset.ts';

export function toolOf(call: Call, folders: Folders): Words {
  const said = { ...call.latest, ...call.asked };
  const { kind, rawInput, title } = said;
  const input = isJsonObject(rawInput) ? rawInput : {};
  const name = typeof kind === 'string' ? kind : 'other';
  switch (kind) {
    case 'execute': {
      const { description: _description, timeout: _timeout, cwd, ...rest } = input;
      if (typeof input.command !== 'string') break;
      const isHome = cwd === undefined || (typeof cwd === 'string' && folders.roots.includes(cwd));
      return { kind: 'shell', name, input: { ...rest, ...(!isHome && { cwd: cwd ?? null }) } };
    }
    case 'read':
    case 'delete': {
      const path = onlyPath(said, folders);
      if (path !== undefined) return { kind, name, input: { path } };
      break;
    }
    case 'edit': {
      const change = changeOf(said, folders);
      if (change !== undefined) return { name, ...change };
      break;
    }
    case 'fetch':
      if (typeof input.url === 'string') return { kind, name, input };
  }
  return otherwise(typeof title === 'string' && title !== '' ? title : name, said);
}

/** A call of which nobody knows what it does, with all that was said of it. */
export function otherwise(name: string, { kind, title, rawInput, content, locations }: JsonObject): Words {
  const said = { kind, title, rawInput, content, locations };
  const input = Object.entries(said).filter(([, value]) => value !== undefined && value !== null);
  return { kind: 'other', name, input: Object.fromEntries(input) as JsonObject };
}

/** The one file that a call is about, where nothing that it says names another. */
export function onlyPath({ locations, rawInput }: JsonObject, folders: Folders): string | undefined {
  const input = isJsonObject(rawInput) ? rawInput : {};
  const named = ['path', 'file_path', 'filePath', 'abs_path'].map((key) => input[key]);
  const paths = [...named.filter((path) => path !== undefined), ...objectsOf(locations).map(({ path }) => path)];
  const plain = new Set(paths.map((path) => plainPath(path, folders)));
  const [path] = plain;
  return plain.size === 1 ? path : undefined;
}

/**
 * What a call makes of the one file that it tells a difference of. Some agents give the whole file, some the part that
 * changes: as an edit both mean the same.
 */
export function changeOf({ content }: JsonObject, folders: Folders): Omit<Words, 'name'> | undefined {
  const differences = objectsOf(content).filter(({ type }) => type === 'diff');
  const [difference] = differences;
  if (difference === undefined || differences.length > 1) return undefined;
  const { oldText, newText } = difference;
  const path = plainPath(difference.path, folders);
  if (path === undefined || typeof newText !== 'string') return undefined;
  if (oldText === null || oldText === undefined || oldText === '') {
    return { kind: 'write', input: { path, content: newText } };
  }
  return typeof oldText === 'string' ? { kind: 'edit', input: { path, old: oldText, new: newText } } : undefined;
}

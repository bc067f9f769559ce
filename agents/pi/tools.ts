/**
 * The tools of Pi in the words that every harness shares, and back where a call is changed. What a call says beside the
 * words that are known stays in it, so that whoever judges sees that there is more. A path that Pi could take for
 * another one makes the call `other`: what it touches is not known.
 */
import type { Tool } from '../../engine/events.ts';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

/** Pi's own tools, all of which ask. Whatever a later version may add is not among them. */
export const builtInTools = ['bash', 'read', 'edit', 'write', 'grep', 'find', 'ls'] as const;

/** Programs of which a tool needs one. Pi would fetch them itself, which it is not let do. */
export const toolPrograms: Readonly<Record<string, readonly string[]>> = { grep: ['rg'], find: ['fd', 'fdfind'] };

type Words = Pick<Tool, 'kind'> & { readonly input: JsonObject };

/** @param roots the folder of the workspace, by each of its names. */
export function toolOf(
  name: string,
  input: JsonObject,
  roots: readonly string[],
): Pick<Tool, 'kind' | 'name' | 'input'> {
  return { name, ...(wordsOf(name, input, roots) ?? { kind: 'other', input }) };
}

function wordsOf(name: string, input: JsonObject, roots: readonly string[]): Words | undefined {
  const { path, ...rest } = input;
  switch (name) {
    case 'bash': {
      const { timeout: _timeout, ...said } = input;
      return { kind: 'shell', input: said };
    }
    case 'read':
      // Where a file is not there Pi tries names that look alike: those of macOS's pictures of the screen.
      return typeof path === 'string' && /'| [AP]M\./i.test(path) ? undefined : onPath('read', path, roots, rest);
    case 'write':
      return onPath('write', path, roots, rest);
    case 'edit': {
      const { edits, ...more } = rest;
      const said = Array.isArray(edits) && Object.keys(more).length === 0 ? editsOf(edits) : undefined;
      return said && onPath('edit', path, roots, said);
    }
    case 'ls':
    case 'find':
      return onPath('search', path ?? '.', roots, rest);
    case 'grep': {
      const { pattern, ...more } = rest;
      return onPath('search', path ?? '.', roots, { text: pattern ?? null, ...more });
    }
    default:
      return undefined;
  }
}

/** Several edits are all found in the text as it was before: that is said, since it is not what others do. */
function editsOf(edits: readonly Json[]): JsonObject | undefined {
  const said = edits.flatMap((edit) => {
    const { oldText, newText, ...more } = isJsonObject(edit) ? edit : {};
    const isPlain = typeof oldText === 'string' && typeof newText === 'string' && Object.keys(more).length === 0;
    return isPlain ? [{ old: oldText, new: newText }] : [];
  });
  if (said.length !== edits.length || said.length === 0) return undefined;
  const [first, ...others] = said;
  return others.length === 0 && first ? first : { edits: said, at_once: true };
}

function onPath(
  kind: Tool['kind'],
  path: Json | undefined,
  roots: readonly string[],
  rest: JsonObject,
): Words | undefined {
  if (typeof path !== 'string' || isOdd(path)) return undefined;
  const root = roots.find((folder) => path.startsWith(`${folder}/`));
  const within = root === undefined ? path : path.slice(root.length + 1);
  // With a `..` or an empty part it is left as it is.
  const isPlain = within !== '' && within.split('/').every((part) => part !== '' && part !== '..');
  const named = roots.includes(path) ? '.' : isPlain ? within : path;
  return { kind, input: { path: named, ...rest } };
}

/** Pi takes an `@` away, `~` for the session's home, a URL for its path, every space for a plain one, and letters apart. */
const isOdd = (path: string): boolean =>
  /^(@|~|file:)|[\u00a0\u2000-\u200a\u202f\u205f\u3000]/i.test(path) || path !== path.normalize('NFC');

/** What takes the place of a call's input, in Pi's words; undefined: it has none for that. */
export function inputFor(name: string, original: JsonObject, changed: JsonObject): JsonObject | undefined {
  const hasPath = typeof changed.path === 'string';
  switch (name) {
    case 'bash':
      return typeof changed.command === 'string' && Object.keys(changed).length === 1
        ? { ...original, command: changed.command }
        : undefined;
    case 'read':
      return hasPath ? changed : undefined;
    case 'write':
      return hasPath && typeof changed.content === 'string' ? changed : undefined;
    case 'edit': {
      const { path, old, new: next, ...more } = changed;
      const isPlain = typeof old === 'string' && typeof next === 'string' && Object.keys(more).length === 0;
      return hasPath && isPlain ? { path: path ?? null, edits: [{ oldText: old, newText: next }] } : undefined;
    }
    case 'grep': {
      const { text, ...more } = changed;
      return { ...more, pattern: text ?? null };
    }
    case 'ls':
    case 'find':
      return changed;
    default:
      return undefined;
  }
}

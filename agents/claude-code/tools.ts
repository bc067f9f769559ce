/**
 * The tools of Claude Code in the words that every harness shares, and back where a call is changed. What a call says
 * beside the words that are known stays in it, so that whoever judges sees that there is more. A path or pattern that
 * could be read in two ways makes the call `other`: what it touches is not known.
 */
import type { Tool } from '../../engine/events.ts';
import type { JsonObject } from '../../schema/json.ts';

/**
 * Built-in tools that an agent gets, all of which ask. What Anthropic runs itself (web search) or what keeps running
 * after a turn (cron, monitors, teams) is not among them, nor is whatever a later version may add.
 */
export const builtInTools = [
  'Agent',
  'Bash',
  'Edit',
  'Glob',
  'Grep',
  'NotebookEdit',
  'Read',
  'Task',
  'WebFetch',
  'Write',
] as const;

/** The tool by which a structured answer is given: nothing but the answer itself. */
export const answerTool = 'StructuredOutput';

/** The folder that the session works in, by each of its names, and the one that this call starts in. */
export interface Folders {
  readonly roots: readonly string[];
  readonly cwd: string | undefined;
}

type Words = Pick<Tool, 'kind'> & { readonly input: JsonObject };

export function toolOf(name: string, input: JsonObject, folders: Folders): Pick<Tool, 'kind' | 'name' | 'input'> {
  return { name, ...(wordsOf(name, input, folders) ?? { kind: 'other', input }) };
}

function wordsOf(name: string, input: JsonObject, folders: Folders): Words | undefined {
  const isElsewhere = folders.cwd !== undefined && !folders.roots.includes(folders.cwd);
  const cwd: JsonObject = isElsewhere ? { cwd: folders.cwd } : {};
  switch (name) {
    case 'Bash': {
      const { timeout: _timeout, description: _description, run_in_background: _background, ...rest } = input;
      return { kind: 'shell', input: { ...rest, ...cwd } };
    }
    case 'Read': {
      const { file_path, ...rest } = input;
      return onPath('read', file_path, folders, rest);
    }
    case 'Write': {
      const { file_path, ...rest } = input;
      return onPath('write', file_path, folders, rest);
    }
    case 'Edit': {
      const { file_path, old_string, new_string, replace_all, ...rest } = input;
      const all: JsonObject = replace_all === undefined || replace_all === false ? {} : { all: replace_all };
      return onPath('edit', file_path, folders, { old: old_string ?? null, new: new_string ?? null, ...all, ...rest });
    }
    case 'NotebookEdit': {
      const { notebook_path, ...cell } = input;
      return onPath('edit', notebook_path, folders, { cell });
    }
    case 'Glob': {
      const { path, ...rest } = input;
      if (typeof input.pattern !== 'string' || /^[/~]|\.\./.test(input.pattern)) return undefined;
      return path === undefined
        ? { kind: 'search', input: { ...rest, ...inCwd(cwd) } }
        : onPath('search', path, folders, rest);
    }
    case 'Grep': {
      const { path, pattern, ...rest } = input;
      const words = { text: pattern ?? null, ...rest };
      return path === undefined
        ? { kind: 'search', input: { ...words, ...inCwd(cwd) } }
        : onPath('search', path, folders, words);
    }
    case 'WebFetch':
      return { kind: 'fetch', input };
    case 'Agent':
    case 'Task':
      return { kind: 'agent', input };
    default:
      return undefined;
  }
}

const inCwd = ({ cwd }: JsonObject): JsonObject => (cwd === undefined ? {} : { path: cwd });

function onPath(kind: Tool['kind'], path: unknown, { roots }: Folders, rest: JsonObject): Words | undefined {
  // Claude Code trims a path, takes `~` for the session's home, and puts letters into one form.
  if (typeof path !== 'string' || path !== path.trim() || path.startsWith('~') || path !== path.normalize('NFC')) {
    return undefined;
  }
  const root = roots.find((folder) => path.startsWith(`${folder}/`));
  const within = root === undefined ? path : path.slice(root.length + 1);
  // With a `..` or an empty part it is left as it is.
  const isPlain = within !== '' && within.split('/').every((part) => part !== '' && part !== '..');
  const named = roots.includes(path) ? '.' : isPlain ? within : path;
  return { kind, input: { path: named, ...rest } };
}

/** What takes the place of a call's input, in Claude Code's words; undefined: it has none for that. */
export function inputFor(name: string, original: JsonObject, changed: JsonObject): JsonObject | undefined {
  const { path, ...rest } = changed;
  const file = typeof path === 'string' ? path : undefined;
  switch (name) {
    case 'Bash':
      return typeof changed.command === 'string' && Object.keys(changed).length === 1
        ? { ...original, command: changed.command }
        : undefined;
    case 'Read':
    case 'Write':
      return file === undefined ? undefined : { ...rest, file_path: file };
    case 'Edit': {
      const { old, new: next, all = false, ...more } = rest;
      if (file === undefined || Object.keys(more).length > 0) return undefined;
      return { file_path: file, old_string: old ?? null, new_string: next ?? null, replace_all: all };
    }
    case 'Glob':
      return changed;
    case 'Grep': {
      const { text, ...more } = changed;
      return { ...more, pattern: text ?? null };
    }
    case 'WebFetch':
    case 'Agent':
    case 'Task':
      return changed;
    default:
      return name.startsWith('mcp__') ? changed : undefined;
  }
}

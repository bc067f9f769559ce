/**
 * What Codex asks leave for, in the words that every harness shares. What a question says beside the words that are
 * known makes the call `other`, with all that was said: what it touches is not known.
 */
import type { Tool } from '../../engine/events.ts';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import { changesOf, isPlainPath, patchOf } from './patch.ts';
import { shellWords } from './shell-words.ts';

type Named = Pick<Tool, 'kind' | 'name' | 'input'>;

/** A folder by each of its names, so that what is in it is named from there. */
export type Roots = readonly string[];

const other = (name: string, input: JsonObject): Named => ({ kind: 'other', name, input });

/** Shells that take a script after `-c`, where machines have them; another file of that name could be anything. */
const shells = new Set(['bash', 'sh', 'zsh'].flatMap((name) => [`/bin/${name}`, `/usr/bin/${name}`]));

/** Of a request for approval of a command. */
export function commandOf(question: JsonObject, roots: Roots): Named {
  const { kind, command, cwd } = question;
  const words = typeof command === 'string' ? shellWords(command) : undefined;
  const hasMore = strange.some((name) => (question[name] ?? null) !== null);
  if (kind !== 'command' || words === undefined || words.length === 0 || typeof cwd !== 'string' || hasMore) {
    return other(typeof kind === 'string' ? kind : 'command', question);
  }
  const [shell = '', flag, script] = words;
  const isScript = shells.has(shell) && flag === '-c' && script !== undefined && words.length === 3;
  return {
    kind: 'shell',
    name: 'exec_command',
    input: { command: isScript ? script : [...words], ...(roots.includes(cwd) ? {} : { cwd }) },
  };
}

/** A question that has one of these is about more than a command. */
const strange = ['approvalId', 'networkApprovalContext', 'additionalPermissions'];

/** Of a request for approval of changes, by the item that told of them. */
export function fileChangeOf(question: JsonObject, changes: Json | undefined, roots: Roots): Named {
  const name = 'apply_patch';
  const found = changesOf(changes, (path) => within(path, roots));
  const all = { ...question, changes: changes ?? null };
  if (found === undefined || (question.grantRoot ?? null) !== null) return other(name, all);
  const [only, second] = found;
  if (only === undefined) return other(name, all);
  if (second === undefined && only.kind === 'add') {
    return { kind: 'write', name, input: { path: only.path, content: only.diff } };
  }
  if (second === undefined && only.kind === 'delete') return { kind: 'delete', name, input: { path: only.path } };
  const patch = patchOf(found);
  return patch === undefined ? other(name, all) : { kind: 'edit', name, input: { patch } };
}

/** Relative to the workspace where it is in there; undefined: it could be read in two ways. */
function within(path: Json | undefined, roots: Roots): string | undefined {
  if (typeof path !== 'string' || !path.startsWith('/') || !isPlainPath(path)) return undefined;
  const root = roots.find((folder) => path.startsWith(`${folder}/`));
  return root === undefined ? path : path.slice(root.length + 1);
}

/** The text of what a tool came to, as far as it is text. Characters: no more than `maxChars`. */
export function textOf(result: Json | undefined, maxChars = 64 * 1024): string {
  if (typeof result === 'string') return result.slice(0, maxChars);
  const content = isJsonObject(result) ? result.content : result;
  const blocks = Array.isArray(content) ? content.filter(isJsonObject) : [];
  const texts = blocks.map(({ text, type }) => (typeof text === 'string' ? text : `[${String(type)}]`));
  return texts.join('\n').slice(0, maxChars);
}

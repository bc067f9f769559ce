/** Changes of files as Codex tells of them, and as one unified diff. */
import { isJsonObject, type Json } from '../../schema/json.ts';

export interface Change {
  readonly kind: 'add' | 'delete' | 'update';
  readonly path: string;
  /** Where the file goes; absent: it stays. */
  readonly to?: string;
  /** The whole content of a file that is new or goes, else hunks. */
  readonly diff: string;
}

/** @param name of a path, or why it has none. Undefined: something in it is not known. */
export function changesOf(
  changes: Json | undefined,
  name: (path: Json | undefined) => string | undefined,
): readonly Change[] | undefined {
  if (!Array.isArray(changes)) return undefined;
  const found = changes.map((change) => (isJsonObject(change) ? changeOf(change, name) : undefined));
  return found.every((change) => change !== undefined) ? found : undefined;
}

function changeOf(
  { path, kind, diff }: { readonly [name: string]: Json },
  name: (path: Json | undefined) => string | undefined,
): Change | undefined {
  const named = name(path);
  if (named === undefined || !isJsonObject(kind) || typeof diff !== 'string') return undefined;
  const { type, move_path: target = null } = kind;
  if (type === 'add' || type === 'delete') return { kind: type, path: named, diff };
  if (type !== 'update') return undefined;
  if (target === null) return { kind: type, path: named, diff };
  const to = name(target);
  const tail = `\n\nMoved to: ${String(target)}`;
  if (to === undefined || !diff.endsWith(tail)) return undefined;
  return { kind: type, path: named, to, diff: diff.slice(0, -tail.length) };
}

/** A name that stands in a diff as it is. */
export const isPlainPath = (path: string): boolean =>
  path === path.trim() &&
  !/[\p{Cc}"]/u.test(path) &&
  path.split('/').every((part, at) => (part !== '' || at === 0) && part !== '..' && part !== '.');

/** Undefined: a change has no hunks where it should. */
export function patchOf(changes: readonly Change[]): string | undefined {
  const parts = changes.map(({ kind, path, to = path, diff }) => {
    if (kind === 'add') return `--- /dev/null\n+++ b/${path}\n${added(diff)}`;
    if (kind === 'delete') return `--- a/${path}\n+++ /dev/null\n`;
    if (diff !== '' && !diff.startsWith('@@ ')) return undefined;
    return `--- a/${path}\n+++ b/${to}\n${diff}${diff === '' || diff.endsWith('\n') ? '' : '\n'}`;
  });
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function added(content: string): string {
  if (content === '') return '';
  const lines = content.split('\n');
  const isEnded = lines.at(-1) === '';
  if (isEnded) lines.pop();
  const tail = isEnded ? '' : '\\ No newline at end of file\n';
  return `@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}\n`).join('')}${tail}`;
}

/** Unified diffs as `git diff` and `diff -u` write them. */
import { quote } from './draft.ts';
import { applyHunks, type Hunk } from './hunks.ts';
import type { ParsedPatch, PatchPart } from './patch-part.ts';

/** Names as they are written, before it is known what stands for what. */
interface Names {
  git?: readonly [string, string];
  old?: string;
  new?: string;
  renamed?: { from?: string; to?: string };
  isNew?: boolean;
  isGone?: boolean;
}

const problemAt = (line: string): string => `a line of the patch is not known: ${quote(line)}`;

/** Stops at the first line that it does not know: whatever follows may be read in another way. */
export function parseUnifiedDiff(text: string): ParsedPatch {
  const lines = text.replace(/\n$/, '').split('\n');
  const parts: PatchPart[] = [];
  let at = 0;
  while (at < lines.length) {
    const { names, next } = takeNames(lines, at);
    const taken = takeHunks(lines, next);
    const part = next === at ? undefined : partOf(names, taken.hunks);
    if (part === undefined) return { parts, problem: problemAt(lines[at] ?? '') };
    parts.push(part);
    if (taken.problem !== undefined) return { parts, problem: taken.problem };
    at = taken.next;
  }
  return { parts };
}

const headers: readonly (readonly [RegExp, (names: Names, value: string) => void])[] = [
  [/^rename from (.+)$/, (names, value) => Object.assign(names, { renamed: { ...names.renamed, from: value } })],
  [/^rename to (.+)$/, (names, value) => Object.assign(names, { renamed: { ...names.renamed, to: value } })],
  [/^new file mode \d+$/, (names) => Object.assign(names, { isNew: true })],
  [/^deleted file mode \d+$/, (names) => Object.assign(names, { isGone: true })],
  [/^(?:old mode|new mode|similarity index|dissimilarity index|index) [\w.% ]+$/, () => undefined],
];

function takeNames(lines: readonly string[], start: number): { names: Names; next: number } {
  const names: Names = {};
  let at = start;
  const [, one, two] = /^diff --git a\/(.+) b\/(.+)$/.exec(lines[at] ?? '') ?? [];
  if (one !== undefined && two !== undefined) {
    names.git = [one, two];
    at += 1;
    for (let line = lines[at]; line !== undefined; line = lines[++at]) {
      const [match, set] = headers.find(([pattern]) => pattern.test(line ?? '')) ?? [];
      if (match === undefined || set === undefined) break;
      set(names, match.exec(line)?.[1] ?? '');
    }
  }
  const [, old] = /^--- ([^\t]+)(?:\t.*)?$/.exec(lines[at] ?? '') ?? [];
  const [, next] = /^\+\+\+ ([^\t]+)(?:\t.*)?$/.exec(lines[at + 1] ?? '') ?? [];
  if (old !== undefined && next !== undefined) {
    Object.assign(names, { old, new: next });
    at += 2;
  }
  return { names, next: at };
}

/** Undefined: it cannot be said which file it is. */
function partOf(names: Names, hunks: readonly Hunk[]): PatchPart | undefined {
  const found = filesOf(names);
  if (found === undefined) return undefined;
  const { from, to } = found;
  return {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    // A new file where there is one, or none where there should be: who knows what becomes of it.
    apply: (before) => ((before === undefined) === (from === undefined) ? applyHunks(before ?? '', hunks) : undefined),
  };
}

/** All that a part says of its names must agree; a quoted name is not read. */
function filesOf({ git, old, new: next, renamed, isNew, isGone }: Names): { from?: string; to?: string } | undefined {
  if ([old, next, ...(git ?? [])].some((name) => name?.startsWith('"'))) return undefined;
  const files: { from?: string; to?: string } = {};
  if (old !== undefined && next !== undefined) {
    const plain = stripPrefixes(old, next);
    if (plain === undefined) return undefined;
    if (plain[0] !== '/dev/null') files.from = plain[0];
    if (plain[1] !== '/dev/null') files.to = plain[1];
  } else if (git !== undefined) {
    const [one, two] = git;
    if (renamed === undefined && one !== two) return undefined;
    if (!isNew) files.from = renamed?.from ?? one;
    if (!isGone) files.to = renamed?.to ?? two;
  }
  if (files.from === undefined && files.to === undefined) return undefined;
  if (git === undefined) return files;
  const agrees =
    (files.from === undefined ? isNew === true : files.from === git[0] && !isNew) &&
    (files.to === undefined ? isGone === true : files.to === git[1] && !isGone) &&
    (renamed === undefined || (renamed.from === files.from && renamed.to === files.to));
  return agrees ? files : undefined;
}

/** `a/` and `b/` are git's own; a single one of them could as well be a folder. */
function stripPrefixes(old: string, next: string): readonly [string, string] | undefined {
  const isOld = old.startsWith('a/');
  const isNew = next.startsWith('b/');
  if (old === '/dev/null') return [old, isNew ? next.slice(2) : next];
  if (next === '/dev/null') return [isOld ? old.slice(2) : old, next];
  if (isOld && isNew) return [old.slice(2), next.slice(2)];
  return isOld || isNew || /^[a-z]\//.test(old) ? undefined : [old, next];
}

function takeHunks(
  lines: readonly string[],
  start: number,
): { hunks: readonly Hunk[]; next: number; problem?: string } {
  const hunks: Hunk[] = [];
  let at = start;
  for (let line = lines[at]; line?.startsWith('@@ '); line = lines[at]) {
    const [, from = '', olds = '1', news = '1'] = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line) ?? [];
    if (from === '') return { hunks, next: at, problem: problemAt(line) };
    at += 1;
    const hunk = { at: Math.max(0, Number(from) - (olds === '0' ? 0 : 1)), old: [] as string[], new: [] as string[] };
    const isOpen = (): boolean => hunk.old.length < Number(olds) || hunk.new.length < Number(news);
    for (let text = lines[at]; text !== undefined && (isOpen() || text.startsWith('\\')); text = lines[++at]) {
      const sign = text === '' ? ' ' : text[0];
      if (sign === '\\') endWithoutBreak(hunk, lines[at - 1]?.[0]);
      else if (sign !== ' ' && sign !== '-' && sign !== '+') return { hunks, next: at, problem: problemAt(text) };
      if (sign === ' ' || sign === '-') hunk.old.push(`${text.slice(1)}\n`);
      if (sign === ' ' || sign === '+') hunk.new.push(`${text.slice(1)}\n`);
    }
    if (hunk.old.length !== Number(olds) || hunk.new.length !== Number(news)) {
      return { hunks, next: at, problem: 'a hunk of the patch is not as long as it says' };
    }
    hunks.push(hunk);
  }
  return { hunks, next: at };
}

/** `\ No newline at end of file` is about the line before it. */
function endWithoutBreak(hunk: { old: string[]; new: string[] }, sign: string | undefined): void {
  const cut = (lines: string[]): void => void lines.push((lines.pop() ?? '').replace(/\n$/, ''));
  if (sign !== '+') cut(hunk.old);
  if (sign !== '-') cut(hunk.new);
}

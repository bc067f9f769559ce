/** The patches of Codex's `apply_patch`: files by name, hunks found by their lines. */
import { quote } from './draft.ts';
import { applyHunks, type Hunk } from './hunks.ts';
import type { ParsedPatch, PatchPart } from './patch-part.ts';

/** Stops at the first line that it does not know: whatever follows may be read in another way. */
export function parseApplyPatch(text: string): ParsedPatch {
  const lines = text.trim().split('\n');
  const parts: PatchPart[] = [];
  let at = 1;
  const isPlain = (path: string): boolean => path === path.trim();
  const take = (prefix: string): string[] => {
    const taken: string[] = [];
    for (let line = lines[at]; line?.startsWith(prefix); line = lines[++at]) taken.push(line.slice(prefix.length));
    return taken;
  };
  while (at < lines.length && lines[at] !== '*** End Patch') {
    const [, kind, path = ''] = /^\*\*\* (Add|Update|Delete) File: (.+)$/.exec(lines[at] ?? '') ?? [];
    if (kind === undefined || !isPlain(path))
      return { parts, problem: `a line of the patch is not known: ${quote(lines[at] ?? '')}` };
    at += 1;
    if (kind === 'Delete') {
      parts.push({ from: path, apply: () => undefined });
    } else if (kind === 'Add') {
      const content = take('+').map((line) => `${line}\n`);
      parts.push({ to: path, apply: () => content.join('') });
    } else {
      const [, to = path] = /^\*\*\* Move to: (.+)$/.exec(lines[at] ?? '') ?? [];
      if (!isPlain(to)) return { parts, problem: `a line of the patch is not known: ${quote(lines[at] ?? '')}` };
      if (lines[at]?.startsWith('*** Move to: ')) at += 1;
      const { hunks, next } = takeHunks(lines, at);
      at = next;
      parts.push({ from: path, to, apply: applier(hunks) });
    }
  }
  const isWhole = lines[0] === '*** Begin Patch' && at === lines.length - 1;
  return isWhole ? { parts } : { parts, problem: 'the patch does not end where its text does' };
}

/** Hunks up to the next file. Undefined: one of them is applied in a way that cannot be foreseen. */
function takeHunks(lines: readonly string[], start: number): { hunks: readonly Hunk[] | undefined; next: number } {
  const hunks: { after?: string; old: string[]; new: string[] }[] = [];
  let isPlain = true;
  let at = start;
  for (let line = lines[at]; line !== undefined; line = lines[++at]) {
    const [, context] = /^@@(?: (.*))?$/.exec(line) ?? [];
    if (line.startsWith('@@')) {
      // A second `@@` before any line narrows the first one.
      if (hunks.at(-1)?.old.length === 0) isPlain = false;
      hunks.push({ old: [], new: [], ...(context !== undefined && { after: `${context}\n` }) });
      continue;
    }
    if (line === '*** End of File') {
      isPlain = false;
      continue;
    }
    const sign = line === '' ? ' ' : line[0];
    if (sign !== ' ' && sign !== '-' && sign !== '+') break;
    if (hunks.length === 0) hunks.push({ old: [], new: [] });
    const text = `${line.slice(1)}\n`;
    if (sign !== '+') hunks.at(-1)?.old.push(text);
    if (sign !== '-') hunks.at(-1)?.new.push(text);
  }
  // Lines that only add go to a place that the program chooses.
  return { hunks: isPlain && hunks.every(({ old }) => old.length > 0) ? hunks : undefined, next: at };
}

/** Files end with a line break afterwards, whether they did before or not; one that did not is not foreseen. */
function applier(hunks: readonly Hunk[] | undefined): PatchPart['apply'] {
  return (before) =>
    hunks === undefined || before === undefined || !before.endsWith('\n') ? undefined : applyHunks(before, hunks);
}

/** Patches as tools take them: what each part does to which file, and by what content where that can be told. */
import { parseApplyPatch } from './apply-patch.ts';
import { type Draft, locate, noteOpaque } from './draft.ts';
import { deleteFile, writeFile } from './files.ts';
import type { PatchPart } from './patch-part.ts';
import { parseUnifiedDiff } from './unified-diff.ts';

/** Characters of a patch that are read. */
const maxPatch = 4 * 1024 * 1024;

export async function readPatch(draft: Draft, patch: unknown): Promise<void> {
  if (typeof patch !== 'string') return noteOpaque(draft, 'parse', 'a patch that is no text');
  if (patch.length > maxPatch) return noteOpaque(draft, 'limit', `a patch of more than ${maxPatch} characters`);
  const parts = /^\s*\*\*\* Begin Patch/.test(patch) ? parseApplyPatch(patch) : parseUnifiedDiff(patch);
  if (parts.problem !== undefined) noteOpaque(draft, 'parse', parts.problem);
  const touched = new Set<string>();
  for (const part of parts.parts) await readPart(draft, part, touched);
}

/** `touched`: files that an earlier part changed, so that their content is not what it was. */
async function readPart(draft: Draft, { from, to, apply }: PatchPart, touched: Set<string>): Promise<void> {
  const source = from === undefined ? [] : await locate(draft, from);
  const isFresh = source.every(({ path }) => !touched.has(path));
  if (from !== undefined && from !== to) await deleteFile(draft, from);
  if (to !== undefined) {
    await writeFile(draft, to, async (target) => {
      const isKnown = isFresh && !touched.has(target.path);
      touched.add(target.path);
      const [file = target, second] = source;
      if (!isKnown || second !== undefined || (from !== undefined && source.length === 0)) return undefined;
      const before = file.exists ? await draft.view.read(file.path) : undefined;
      return file.exists && before === undefined ? undefined : apply(before);
    });
  }
  for (const { path } of source) touched.add(path);
}

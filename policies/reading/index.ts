/** What a tool call would do, before it does it: the files, commands, packages and hosts that rules speak of. */
import type { Reading } from '../words.ts';
import { createDraft, type Draft, noteOpaque, quote, readingOf } from './draft.ts';
import { applyReplacements, replacementsOf } from './edits.ts';
import { deleteFile, readFile, writeFile } from './files.ts';
import { readUrl } from './hosts.ts';
import { readPatch } from './patch.ts';
import { readCommand } from './shell.ts';
import type { WorkspaceView } from './view.ts';

export type { WorkspaceView } from './view.ts';

/** A tool call in the words that every harness shares. */
export interface NamedTool {
  readonly kind: string;
  readonly name: string;
  readonly input: unknown;
}

/** Never rejects: what cannot be read with certainty is said in `opaque`. */
export async function readTool(tool: NamedTool, view: WorkspaceView): Promise<Reading> {
  const draft = createDraft(view);
  try {
    await readKind(draft, tool);
  } catch (error) {
    noteOpaque(
      draft,
      'parse',
      `it could not be read: ${quote(error instanceof Error ? error.message : String(error))}`,
    );
  }
  return readingOf(draft);
}

type Input = Readonly<Record<string, unknown>>;

async function readKind(draft: Draft, { kind, name, input }: NamedTool): Promise<void> {
  if (kind === 'mcp' || kind === 'agent' || kind === 'other') {
    return noteOpaque(draft, 'remote', `what the tool ${quote(name)} does cannot be seen`);
  }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return noteOpaque(draft, 'parse', `its input is no object`);
  }
  const given: Input = { ...input };
  switch (kind) {
    case 'read':
      return readFile(draft, given.path);
    case 'search':
      return readFile(draft, given.path ?? '.');
    case 'write':
    case 'edit':
      return readChange(draft, kind, given);
    case 'delete':
      return deleteFile(draft, given.path);
    case 'fetch':
      return readUrl(draft, given.url);
    case 'shell':
      return readCommand(draft, given);
    default:
      return noteOpaque(draft, 'remote', `a tool of the kind ${quote(kind)} is not known`);
  }
}

/** A patch names its files itself; whatever else is given beside it could change what it does. */
async function readChange(draft: Draft, kind: 'write' | 'edit', input: Input): Promise<void> {
  const { path, content, patch, ...rest } = input;
  if (patch !== undefined) {
    await readPatch(draft, patch);
    if (path !== undefined) await writeFile(draft, path, () => undefined);
    return;
  }
  if (kind === 'write') {
    const isWhole = typeof content === 'string' && Object.keys(rest).length === 0;
    return writeFile(draft, path, () => (isWhole ? content : undefined));
  }
  const replacements = content === undefined ? replacementsOf({ path, ...rest }) : undefined;
  return writeFile(draft, path, async ({ path: real, exists }) => {
    if (replacements === undefined) return undefined;
    const before = exists ? await draft.view.read(real) : undefined;
    return exists && before === undefined ? undefined : applyReplacements(before, replacements);
  });
}

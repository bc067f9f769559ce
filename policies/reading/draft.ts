/** A reading in the making: what a call touches is noted one by one, and whatever cannot be known as well. */
import type { OpaqueKind } from '../../schema/policy.ts';
import type { Command, FileEffect, Reading } from '../words.ts';
import type { WorkspaceView } from './view.ts';

/** Files that are looked up for one call. */
const maxFiles = 1_000;
/** Characters of a path. */
const maxPath = 4_096;

export interface Draft {
  readonly view: WorkspaceView;
  readonly files: Map<string, FileEffect>;
  readonly commands: Command[];
  readonly installs: Set<string>;
  readonly hosts: Set<string>;
  readonly opaque: Map<string, { readonly kind: OpaqueKind; readonly why: string }>;
}

export function createDraft(view: WorkspaceView): Draft {
  return { view, files: new Map(), commands: [], installs: new Set(), hosts: new Set(), opaque: new Map() };
}

export function readingOf({ files, commands, installs, hosts, opaque }: Draft): Reading {
  return {
    files: [...files.values()],
    commands: [...commands],
    installs: [...installs],
    hosts: [...hosts],
    opaque: [...opaque.values()],
  };
}

/** There may be more than the reading says. */
export function noteOpaque({ opaque }: Draft, kind: OpaqueKind, why: string): void {
  opaque.set(`${kind} ${why}`, { kind, why });
}

/** Each effect once. Answers whether there was room. */
export function noteFile(draft: Draft, file: FileEffect): boolean {
  const hasRoom = draft.files.size < maxFiles;
  if (hasRoom) draft.files.set(`${file.op} ${file.hash ?? ''} ${file.path}`, file);
  else noteOpaque(draft, 'limit', `more than ${maxFiles} files`);
  return hasRoom;
}

export type Located = Awaited<ReturnType<WorkspaceView['resolve']>>;

/** Every place that a path may mean; none, and a word about it, where that cannot be said. */
export async function locate(draft: Draft, path: unknown): Promise<readonly Located[]> {
  const odd = whyOdd(path);
  if (odd !== undefined || typeof path !== 'string') {
    noteOpaque(draft, odd?.kind ?? 'parse', odd?.why ?? 'a path that is no text');
    return [];
  }
  // A shell and some harnesses expand it, others take it for a folder of that name: both are looked at.
  const names = /^~(\/|$)/.test(path) ? [path, `./${path}`] : [path];
  const found: Located[] = [];
  for (const name of names) {
    try {
      found.push(await draft.view.resolve(name));
    } catch (error) {
      noteOpaque(draft, 'dynamic', error instanceof Error ? error.message : `the path ${quote(path)} leads nowhere`);
    }
  }
  for (const { path: real, exists } of found) {
    if (!exists && real !== real.normalize('NFC')) {
      noteOpaque(draft, 'chars', `a new file whose name ${quote(real)} has another form for other systems`);
    }
  }
  return found;
}

/** Control characters, those that turn the direction of text or are not seen, halves of letters, and the other slash. */
const oddChars = /[\p{Cc}\p{Cs}\\\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFFD]/u;

function whyOdd(path: unknown): { kind: OpaqueKind; why: string } | undefined {
  if (typeof path !== 'string' || path === '') return { kind: 'parse', why: 'it names no path' };
  if (path.length > maxPath) return { kind: 'limit', why: `a path of more than ${maxPath} characters` };
  if (oddChars.test(path)) return { kind: 'chars', why: `the path ${quote(path)} has characters that mislead` };
  if (/^~[^/]/.test(path)) return { kind: 'dynamic', why: `the path ${quote(path)} may be in a person's home` };
  if (path.startsWith('~') && /(^|\/)\.\.(\/|$)/.test(path)) {
    return { kind: 'dynamic', why: `the path ${quote(path)} may mean two files` };
  }
  return undefined;
}

/** A piece of data for a person, cut, with what a terminal obeys escaped. */
export function quote(text: string): string {
  const cut = text.length > 100 ? `${text.slice(0, 100)}…` : text;
  return JSON.stringify(cut).replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (char) => `\\u${char.codePointAt(0)?.toString(16).padStart(4, '0')}`,
  );
}

/**
 * The content of a file after an edit, worked out beforehand. Harnesses differ in what they do with a text that stands
 * nowhere or more than once, so that only the one case counts in which all of them do the same.
 */
export interface Replacement {
  readonly old: string;
  readonly new: string;
  readonly all: boolean;
}

/** The replacements of an edit's input; undefined: it has another shape. */
export function replacementsOf(input: Readonly<Record<string, unknown>>): readonly Replacement[] | undefined {
  const { path: _path, edits, ...single } = input;
  if (edits === undefined) {
    const replacement = replacementOf(single);
    return replacement && [replacement];
  }
  if (!Array.isArray(edits) || Object.keys(single).length > 0) return undefined;
  const replacements = edits.map((edit: unknown) =>
    typeof edit === 'object' && edit !== null ? replacementOf({ ...edit }) : undefined,
  );
  return replacements.every((replacement) => replacement !== undefined) ? replacements : undefined;
}

/** A member that is not known could change what the edit does. */
function replacementOf(edit: Readonly<Record<string, unknown>>): Replacement | undefined {
  const { old, new: next, all = false, ...rest } = edit;
  if (typeof old !== 'string' || typeof next !== 'string' || typeof all !== 'boolean') return undefined;
  return Object.keys(rest).length === 0 ? { old, new: next, all } : undefined;
}

/** Undefined: it cannot be told. `before` is undefined where there is no file. */
export function applyReplacements(
  before: string | undefined,
  replacements: readonly Replacement[],
): string | undefined {
  let content = before;
  for (const replacement of replacements) {
    content = replace(content, replacement);
    if (content === undefined) return undefined;
  }
  return content;
}

function replace(content: string | undefined, { old, new: next, all }: Replacement): string | undefined {
  if (old === '') return content === undefined ? next : undefined;
  if (content === undefined) return undefined;
  const at = content.indexOf(old);
  if (at < 0) return undefined;
  if (all) return content.split(old).join(next);
  if (content.includes(old, at + 1)) return undefined;
  // Some take an edit that looks done for done.
  const looksDone = next !== '' && content.includes(next) && !content.split(next).join('').includes(old);
  return looksDone ? undefined : content.slice(0, at) + next + content.slice(at + old.length);
}

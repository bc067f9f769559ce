/** Paths as agents of the protocol say them, said as policies read them. */

/** The folder that the session works in, by each of its names. */
export interface Folders {
  readonly roots: readonly string[];
}

/**
 * Relative to the workspace where it is below it; else as it was said. Undefined: it could be read in two ways, such as
 * one that a program may trim, or `~`.
 */
export function plainPath(path: unknown, { roots }: Folders): string | undefined {
  if (typeof path !== 'string' || path === '' || path !== path.trim() || path.startsWith('~')) return undefined;
  if (path !== path.normalize('NFC')) return undefined;
  if (roots.includes(path)) return '.';
  const root = roots.find((folder) => path.startsWith(`${folder}/`));
  const within = root === undefined ? path : path.slice(root.length + 1);
  const isPlain = within !== '' && within.split('/').every((part) => part !== '' && part !== '..');
  return isPlain ? within : path;
}

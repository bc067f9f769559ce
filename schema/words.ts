/** Words that cannot name what expressions read. */

/** CEL keeps these for itself. */
const CEL: readonly string[] =
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  );

/** What every expression of a workflow sees by these names. */
const NAMES: readonly string[] = ['inputs', 'run', 'agents', 'steps', 'last', 'error', 'index', 'secrets'];

/** The names of a body's ends. */
const ENDS: readonly string[] = ['done', 'failed', 'cancelled'];

/** Why `word` cannot be the id of a step or a name of `foreach`, or undefined. */
export function whyReserved(word: string): string | undefined {
  if (NAMES.includes(word)) return 'expressions have another meaning for it';
  if (ENDS.includes(word)) return 'it is how a body ends';
  if (word.endsWith('__catch')) return 'it is how the steps of an `on_error` are called';
  return whyUnreadable(word);
}

/** Why an expression could not read a member called `word`, or undefined. */
export function whyUnreadable(word: string): string | undefined {
  if (CEL.includes(word)) return 'CEL reserves it';
  // Every object has these already, so a map that lacks them would seem to hold them.
  if (word in {}) return 'every object has a member of this name';
  return undefined;
}

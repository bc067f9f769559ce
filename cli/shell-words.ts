/** Commands that are printed to be pasted: names with spaces or signs in them must come back as they are. */

/** Arguments as one line of a POSIX shell. */
export function shellLine(...words: readonly string[]): string {
  return words.map(quote).join(' ');
}

function quote(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

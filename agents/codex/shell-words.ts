/**
 * The words of a command line as Codex prints one: each quoted so that a shell would read it as it is. Anything that a
 * shell would read as more than words is none of that.
 */

/** Undefined: it is not such a line. */
export function shellWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length) {
    const rest = line.slice(at);
    const [piece = '', bare, single, double, escaped] = pieces.exec(rest) ?? [];
    if (piece !== '') {
      word = `${word ?? ''}${bare ?? single ?? escaped ?? plain(double ?? '')}`;
      at += piece.length;
    } else if (rest.startsWith(' ')) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
    } else return undefined;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** A bare run, a quoted one of either kind, or one escaped letter. */
const pieces = /^(?:([\w@%+=:,./^!-]+)|'([^']*)'|"((?:[^"\\$`]|\\[\s\S])*)"|\\([^\n]))/;

/** Within double quotes, a backslash is one before other letters. */
const plain = (text: string): string => text.replaceAll(/\\([$`"\\])/g, '$1');

/** The batteries: text files of one script a line, in which a few signs stand for what no line can hold. */
import { readFileSync } from 'node:fs';

/** ␤ is a line break, and ‹202E› the character of that number. */
const unfold = (text: string): string =>
  text
    .replaceAll('␤', '\n')
    .replace(/‹([\dA-F]+)›/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));

const linesOf = (name: string): readonly string[] =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('# '));

export const readOrdinary = (): readonly string[] => linesOf('ordinary.txt').map(unfold);

export interface Evasion {
  /** `run git push`, `opaque dynamic`. */
  readonly expected: readonly string[];
  readonly script: string;
}

export const readEvasions = (): readonly Evasion[] =>
  linesOf('evasions.txt').map((line) => {
    const [expected = '', ...script] = line.split(' :: ');
    return { expected: expected.split(' '), script: unfold(script.join(' :: ')) };
  });

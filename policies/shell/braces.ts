/** Braces that make several words of one. */
import { mostWords } from './limits.ts';

const plain = /^\{[\w./@:%+=~^-]*(?:,[\w./@:%+=~^-]*)+\}$/;
const numbers = /^\{(\d{1,4})\.\.(\d{1,4})\}$/;

/** The alternatives of `{a,b}` and `{1..3}` where they are plain; undefined: they are not, or too many. */
export function alternativesOf(text: string): readonly string[] | undefined {
  if (plain.test(text)) {
    const found = text.slice(1, -1).split(',');
    return found.length > mostWords ? undefined : found;
  }
  const [, from, to] = numbers.exec(text) ?? [];
  if (from === undefined || to === undefined || /^0\d/.test(from) || /^0\d/.test(to)) return undefined;
  const [begin, end] = [Number(from), Number(to)];
  const length = Math.abs(end - begin) + 1;
  if (length > mostWords) return undefined;
  return Array.from({ length }, (_, at) => String(begin < end ? begin + at : begin - at));
}

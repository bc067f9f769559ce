/** Functions on strings. Positions and sizes count Unicode code points, as CEL says. */
import { type Budget, charge, chargeString } from '../budget.ts';
import { EvaluationFault } from '../fault.ts';
import { matchesGlob } from '../glob.ts';
import { matchesPattern } from '../pattern.ts';
import { BOOL, EXACT_INT, listOf, STRING } from '../relate.ts';
import type { Type } from '../types.ts';
import { type Builtin, overload, text, texts, whole } from './overload.ts';

/** A part or a variant of a text is as free as the text. */
function textLike(type: Type | undefined): Type {
  return type?.kind === 'string' && type.freeText ? { kind: 'string', freeText: true } : STRING;
}

const likeFirst = ([first]: readonly Type[]): Type => textLike(first);
const likeItems = ([first]: readonly Type[]): Type => textLike(first?.kind === 'list' ? first.of : undefined);
const listLikeFirst = ([first]: readonly Type[]): Type => listOf(textLike(first));

export function countCodePoints(string: string): number {
  let count = 0;
  for (const _ of string) count++;
  return count;
}

function codePoints(string: string, budget: Budget): string[] {
  chargeString(budget, string.length);
  return [...string];
}

/** The code points from `from` to `to`; both must lie in the string. */
function substring(string: string, from: number, to: number | undefined, budget: Budget): string {
  const points = codePoints(string, budget);
  const end = to ?? points.length;
  if (from < 0 || end < from || end > points.length) {
    throw new EvaluationFault(`substring(${from}, ${end}) is outside a string of ${points.length} characters`);
  }
  return points.slice(from, end).join('');
}

/** The position of `part` in code points, -1 when there is none. `from` counts code points as well. */
function indexOf(string: string, part: string, from: number, budget: Budget): bigint {
  const start = substring(string, 0, from, budget).length;
  const at = string.indexOf(part, start);
  return BigInt(at < 0 ? -1 : countCodePoints(string.slice(0, at)));
}

function lastIndexOf(string: string, part: string, budget: Budget): bigint {
  chargeString(budget, string.length);
  const at = string.lastIndexOf(part);
  return BigInt(at < 0 ? -1 : countCodePoints(string.slice(0, at)));
}

/** At most `limit` parts, of which the last holds the rest; all parts for a negative limit. */
function split(string: string, separator: string, limit: number, budget: Budget): string[] {
  charge(budget, Math.ceil(string.length / 4));
  const parts = separator === '' ? [...string] : string.split(separator);
  if (limit < 0 || parts.length <= limit) return parts;
  return limit === 0 ? [] : [...parts.slice(0, limit - 1), parts.slice(limit - 1).join(separator)];
}

function joinTexts(items: readonly string[], separator: string, budget: Budget): string {
  chargeString(
    budget,
    items.reduce((length, item) => length + item.length + separator.length, 0),
  );
  return items.join(separator);
}

function variant(change: (string: string) => string): Builtin {
  const run = (string: string, budget: Budget) => {
    chargeString(budget, string.length);
    return change(string);
  };
  return { form: 'method', overloads: [overload([text], likeFirst, run)] };
}

function test(run: (string: string, part: string) => boolean): Builtin {
  const charged = (string: string, part: string, budget: Budget) => {
    chargeString(budget, string.length);
    return run(string, part);
  };
  return { form: 'method', overloads: [overload([text, text], BOOL, charged)] };
}

export const stringFunctions: Readonly<Record<string, Builtin>> = {
  contains: test((string, part) => string.includes(part)),
  startsWith: test((string, part) => string.startsWith(part)),
  endsWith: test((string, part) => string.endsWith(part)),
  matches: { form: 'either', overloads: [overload([text, text], BOOL, matchesPattern)] },
  glob: { form: 'call', overloads: [overload([text, text], BOOL, matchesGlob)] },
  trim: variant((string) => string.trim()),
  lowerAscii: variant((string) => string.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  upperAscii: variant((string) => string.replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
  split: {
    form: 'method',
    overloads: [
      overload([text, text], listLikeFirst, (string, separator, budget) => split(string, separator, -1, budget)),
      overload([text, text, whole], listLikeFirst, split),
    ],
  },
  join: {
    form: 'method',
    overloads: [
      overload([texts], likeItems, (items, budget) => joinTexts(items, '', budget)),
      overload([texts, text], likeItems, joinTexts),
    ],
  },
  substring: {
    form: 'method',
    overloads: [
      overload([text, whole], likeFirst, (string, from, budget) => substring(string, from, undefined, budget)),
      overload([text, whole, whole], likeFirst, substring),
    ],
  },
  indexOf: {
    form: 'method',
    overloads: [
      overload([text, text], EXACT_INT, (string, part, budget) => indexOf(string, part, 0, budget)),
      overload([text, text, whole], EXACT_INT, indexOf),
    ],
  },
  lastIndexOf: { form: 'method', overloads: [overload([text, text], EXACT_INT, lastIndexOf)] },
};

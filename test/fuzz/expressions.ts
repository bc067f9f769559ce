/** Expressions of the language, or nearly, each of which follows from a number alone. */
import { seeds } from './corpus.ts';

/** What expressions are put together from. */
const atoms: readonly string[] = [
  'inputs',
  'inputs.goal',
  'run.cost_usd',
  'run.?cost_usd',
  'run.started_at',
  'agents',
  'steps',
  'last',
  'error',
  'error.message',
  'index',
  'secrets.TOKEN',
  'null',
  'true',
  '1',
  '1u',
  '0x1F',
  '9223372036854775808',
  '1e400',
  '1.5',
  '""',
  "'a'",
  'b"x"',
  'r"\\d"',
  '"\\u00e9\\U0001F600"',
  "'''long'''",
  '[]',
  '{}',
  '[1, "a", null]',
  '{"a": 1, "__proto__": 2}',
  '__proto__',
  'x',
  'a.b.c',
  'size',
  'type(1)',
  'timestamp("x")',
  'duration("1h")',
];

const forms: readonly string[] = [
  'A',
  '!A',
  '-A',
  '(A)',
  'A + B',
  'A - B',
  'A / 0',
  'A % 0',
  'A == B',
  'A < B',
  'A in B',
  'A && B',
  'A || B',
  'A ? B : A',
  'A[B]',
  'A[0]',
  'A.?b',
  'A[?B]',
  'A.orValue(B)',
  'A.b.c',
  'A.constructor',
  'A.__proto__.polluted',
  'has(A.b)',
  'has(A)',
  'size(A)',
  'string(A)',
  'int(A)',
  'A.map(x, B)',
  'A.filter(x, x == B)',
  'A.all(x, x.y)',
  'A.exists_one(x, B)',
  'A.map(x, A.map(y, A.map(z, B)))',
  'A.matches("^(a+)+$")',
  'A.matches(B)',
  'A.join(B)',
  'A.split("")',
  'glob(A, B)',
  'slice(A, 0, 1e9)',
  '[A, B, A]',
  '{A: B}',
  '{"k": A}',
  'A.f(B)',
  'f()',
  'A B',
  'A +',
  '(A',
  'A // comment',
  'A; B',
  '${{ A }}',
  'int(int(int(A)))',
];

/** References of the corpus itself: what a rewired expression may come to name. */
const references: readonly string[] = [
  ...new Set(seeds.flatMap(({ text }) => text.match(/\b(?:steps|inputs|last|agents|run)(?:\.[a-z_]+)+/g) ?? [])),
];

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

/** An expression, or nearly one, that follows from a number alone. */
export function expressionOf(number: number): string {
  const atom = (at: number) => (at % 3 === 0 ? pick(references, Math.floor(at / 3)) : pick(atoms, Math.floor(at / 3)));
  const inner = (at: number) =>
    at % 4 === 0
      ? pick(forms, at >> 2)
          .replaceAll('A', atom(at >> 5))
          .replaceAll('B', atom(at >> 9))
      : atom(at >> 2);
  // A function, since what is put in holds `$`, which a replacement text reads.
  return pick(forms, number)
    .replaceAll('A', () => inner(number >> 3))
    .replaceAll('B', () => inner(number >> 11));
}

/** A text that holds an expression, well or badly. */
export function templateOf(number: number): string {
  const expression = expressionOf(number >> 3);
  const around = ['${{ E }}', 'E', 'a ${{ E }} b', '${{E}}${{E}}', '${{ E', 'E }}', '$${{ E }}', "${{ 'x}}' + E }}"];
  return pick(around, number).replaceAll('E', () => expression);
}

/** Another name for one of the words in a text: references come to point elsewhere. */
export function rewire(text: string, number: number): string {
  const found = [...text.matchAll(/\b(?:steps|inputs|last|agents|run)(?:\.[A-Za-z_]+)+/g)];
  const target = found.length === 0 ? undefined : pick(found, number);
  if (target === undefined) return pick(references, number >> 2);
  return text.slice(0, target.index) + pick(references, number >> 2) + text.slice(target.index + target[0].length);
}

/** What is put where it does not belong: names, values, signs and expressions that have broken something somewhere. */
import { seeds } from './corpus.ts';

/** Names that objects have, that shells and git read, that no keyboard has, or that turn what stands beside them. */
export const names: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  'then',
  'length',
  'größe',
  '名前',
  'имя',
  '👩‍👩‍👧',
  'e\u0301',
  '\u202Egnp.exe',
  '\u200Bzero',
  'a\u0000b',
  '\u001B[2J\u001B]0;owned\u0007',
  '\uD800',
  '\uDC00x',
  '\uFFFF',
  ' ',
  '',
  '-rf',
  '--help',
  '../../../etc/passwd',
  '/dev/zero',
  '~/.ssh/id_ed25519',
  'omni/claude',
  'omni/constructor',
  'omni/../x',
  'a:b',
  'on',
  'null',
  'true',
  'in',
  'size',
  '1',
  'x'.repeat(65),
  'steps',
  'index',
];

/** Values as YAML flow: of every type, and too much of it. */
export const values: readonly string[] = [
  'null',
  '~',
  '[]',
  '{}',
  '[[]]',
  '[{}]',
  '{ a: 1 }',
  'true',
  '0',
  '-1',
  '1.5',
  '-0',
  '1e999',
  '-.inf',
  '.nan',
  '0x7fffffffffffffff',
  '9007199254740993',
  '1_000',
  '1.10',
  '0o17',
  '2024-02-30',
  '12:30:45',
  '!!binary aGk=',
  '!!set { a }',
  '&a x',
  '*a',
  '<<',
  '"\\ud800"',
  '"\\0"',
  '"\\u202e"',
  '"\\e[2J"',
  '[1, a, null, true, {}]',
  `${'['.repeat(70)}${']'.repeat(70)}`,
  `${'{ a: '.repeat(30)}1${' }'.repeat(30)}`,
  `"${'long '.repeat(900)}"`,
  'long'.repeat(1000),
  '[a, a, a, a]',
  '{ file: x }',
  '{ file: ../../x }',
  '{ type: object, properties: { __proto__: { type: string } } }',
  '{ type: [string, "null"], pattern: "^(a+)+$" }',
  '{ type: string, pattern: "(" }',
  '{ $ref: "#" }',
  '{ enum: [] }',
  '{ type: array, items: { type: array, items: {} }, minItems: 9, maxItems: 1 }',
  '{ type: integer, default: x, minimum: 1e300 }',
  '10000000d',
  '0ms',
  '999999999d',
];

/** Signs that YAML or the templates read, for the middle of anything. */
export const signs: readonly string[] = [
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  '${{',
  '}}',
  '${{ }}',
  '!',
  '&a ',
  '*a',
  ': ',
  ' #',
  '- ',
  '? ',
  '\n',
  '\n  ',
  '\n\n\n',
  '\t',
  '\r',
  '|',
  '>-\n',
  '%',
  '@',
  '`',
  ',',
  '\n---\n',
  '\n...\n',
  '<<: ',
  '\\',
  'é',
  '😀',
  '\uFEFF',
  '\0',
  '\u0085',
  '\u2028',
  '\u001B[31m',
  '\uD800',
  'kind: Agent\n',
];

/** Atoms of expressions; `build` in words.ts puts them together. */
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

/** JSON Schemas of authors: what is refused, where it is marked, and that every pattern that is accepted is one of RE2. */
import { RE2JS } from 're2js';
import { describe, expect, test } from 'vitest';
import { codesOf, firstIssue } from '../project.ts';

const input = (schema: string) => `inputs:\n  v: ${schema}`;

describe('a schema that makes no sense', () => {
  test.each([
    ['{ minimum: 1 }', 'minimum', '`minimum` needs `type: number` beside it'],
    ['{ type: string, items: { type: string } }', 'items', '`items` is about a list, but the type is string'],
    [
      '{ type: object, required: [nmae], properties: { name: { type: string } } }',
      'nmae',
      '"nmae" is required, but no property is called so',
    ],
    ['{ type: integer, minimum: 3, maximum: 2 }', '3', '`minimum` is greater than `maximum`: nothing can fit'],
    ['{ type: string, enum: [a, true] }', 'true', 'true is true or false, but the type is string'],
    ['{ type: string, pattern: "a(" }', '"a("', 'this is no regular expression: Unterminated group'],
    [
      '{ type: array, items: { type: object, properties: { a: { minLength: 1 } } } }',
      'minLength',
      '`minLength` needs `type: string` beside it',
    ],
  ])('%s', (schema, marked, message) => {
    expect(firstIssue(input(schema))).toMatchObject({ code: 'OMNI1041', marked, message });
  });

  test.each([
    ['{ type: array, items: [a, b] }', 'OMNI1005'],
    ['{ type: sting }', 'OMNI1006'],
    ['{ type: { a: object }, required: [b], minimum: 1 }', 'OMNI1005'],
    ['{ $ref: "#/x" }', 'OMNI1003'],
    ['{ type: string, format: date }', 'OMNI1003'],
    ['{ type: string, default: 1 }', 'OMNI1042'],
    ['{ enum: [a], default: b }', 'OMNI1042'],
    ['{ enum: [a, a] }', 'OMNI1007'],
    ['yes', 'OMNI1005'],
  ])('%s is wrong by its shape or its default', (schema, code) => {
    expect(codesOf(input(schema))).toEqual([code]);
  });
});

describe('patterns', () => {
  test.each(['^[a-z]+(-[a-z]+)*$', '\\d{2,4}', '(?<year>\\d+)', '[^\\s/]+', '\\p{L}+', 'a|b|', '\\.', '\\\\1x'])(
    '%s is one of RE2',
    (pattern) => {
      expect(codesOf(input(`{ type: string, pattern: ${JSON.stringify(pattern)} }`))).toEqual([]);
      expect(() => RE2JS.compile(pattern)).not.toThrow();
    },
  );
  test.each([
    'a(?=b)',
    'a(?!b)',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(?<n>a)\\k<n>',
    '\\u0041',
    '\\p{Script=Greek}',
    '[',
    '*',
  ])('%s is none', (pattern) => {
    expect(codesOf(input(`{ type: string, pattern: ${JSON.stringify(pattern)} }`))).toEqual(['OMNI1041']);
  });
});

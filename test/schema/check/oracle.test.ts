/** The checker against ajv: the same verdict on every schema that is accepted, and every such schema compiles in strict mode. */

import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { checkDocument } from '../../../schema/check/document.ts';
import { checkSchema } from '../../../schema/check/json-schema.ts';
import { checkValue } from '../../../schema/check/value.ts';
import type { Json, JsonObject } from '../../../schema/json.ts';

const word = fc.constantFrom('a', 'b', 'name', 'constructor');
const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false, 0, 1, 2, 3.5, -1, '', 'a', 'b', 'ab', '😀'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const small = fc.integer({ min: 0, max: 3 });
const bounds = (...words: string[]) =>
  fc.record(Object.fromEntries(words.map((word) => [word, small])), { requiredKeys: [] });
const { schema } = fc.letrec<{ schema: JsonObject }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constant<JsonObject>({}),
    fc.constantFrom<JsonObject>(
      { type: 'boolean' },
      { type: 'null' },
      { enum: ['a', 1, null, [1], { a: 'b' }] },
      { const: 'a' },
    ),
    bounds('minLength', 'maxLength').map((own) => ({ type: 'string', ...own })),
    fc.constantFrom('^a', 'b$', '[ab]').map((pattern) => ({ type: 'string', pattern })),
    bounds('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum').map((own) => ({ type: 'number', ...own })),
    fc.constantFrom<JsonObject>({ type: 'integer' }, { type: 'integer', multipleOf: 2 }, { type: ['string', 'null'] }),
    fc
      .record({ items: tie('schema'), minItems: small, uniqueItems: fc.boolean() }, { requiredKeys: [] })
      .map((own) => ({ type: 'array', ...own })),
    fc
      .record(
        {
          properties: fc.dictionary(word, tie('schema'), { maxKeys: 3 }),
          additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
          maxProperties: small,
        },
        { requiredKeys: ['properties'] },
      )
      .map((own) => ({ type: 'object', required: Object.keys(own.properties).slice(0, 1), ...own }) as JsonObject),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ not: tie('schema') }),
  ),
}));

const strict = (options = {}) => new Ajv({ strict: true, allowUnionTypes: true, ownProperties: true, ...options });

describe('an author’s schema', () => {
  test('that is accepted compiles in strict mode, and judges every value as ajv does', () => {
    const ajv = strict({ addUsedSchema: false });
    fc.assert(
      fc.property(schema, fc.array(value, { minLength: 5, maxLength: 10 }), (own, values) => {
        if (checkSchema(own, []).length > 0) return;
        const validate = ajv.compile(own);
        for (const candidate of values) {
          expect(checkValue(own, candidate).length === 0, JSON.stringify([own, candidate])).toBe(validate(candidate));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('omni.schema.json, as editors use it', () => {
  // Which kind a step is of is asked by `required` alone.
  const editor = strict({ strictRequired: false }).compile(JSON.parse(readFileSync('schema/omni.schema.json', 'utf8')));
  const read = (file: string) => parseAllDocuments(readFileSync(file, 'utf8'), { version: '1.2' })[0]!.toJS() as Json;
  const documents: [string, Json][] = [
    'examples/polly/polly.yaml',
    ...['policy', 'policytest', 'project'].map((kind) => `schema/scripts/reference/${kind}-document.yaml`),
  ].map((file) => [file, read(file)]);

  test.each(documents)('compiles in strict mode and accepts %s', (_, document) => {
    expect(editor(document), JSON.stringify(editor.errors)).toBe(true);
    expect(checkDocument(document)).toEqual([]);
  });

  test.each(documents)(
    'refuses in %s whatever is wrong to us by shape, and accepts what is right to us',
    (_, document) => {
      const paths = pathsOf(document);
      fc.assert(
        fc.property(
          fc.constantFrom(...paths),
          fc.oneof(value, fc.constant(undefined)),
          fc.boolean(),
          (path, replacement, extra) => {
            const mutant = mutate(document, path, replacement, extra);
            const ours = checkDocument(mutant).map(({ code }) => code);
            const byShape = ours.filter((code) => !BEYOND_THE_SHAPE.includes(code));
            expect(byShape.length === 0, JSON.stringify([path, replacement, extra, ours, editor.errors])).toBe(
              editor(mutant),
            );
          },
        ),
        { numRuns: 500 },
      );
    },
  );
});

/** What the shape of a document cannot say. */
const BEYOND_THE_SHAPE = [
  'OMNI1010',
  'OMNI1011',
  'OMNI1041',
  'OMNI1042',
  'OMNI4002',
  'OMNI4003',
  'OMNI4004',
  'OMNI4005',
  'OMNI4007',
];

function pathsOf(node: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof node !== 'object' || node === null) return [path];
  return [
    path,
    ...Object.entries(node).flatMap(([key, inner]) =>
      pathsOf(inner as Json, [...path, Array.isArray(node) ? Number(key) : key]),
    ),
  ];
}

/** Replaces or removes what stands at a path, or adds a key beside it. */
function mutate(root: Json, path: (string | number)[], replacement: Json | undefined, extra: boolean): Json {
  const copy = structuredClone(root) as Record<string, Json>;
  const last = path.at(-1);
  if (last === undefined) return replacement ?? null;
  const owner = path.slice(0, -1).reduce<Record<string, Json>>((node, key) => node[key] as Record<string, Json>, copy);
  if (extra && !Array.isArray(owner)) owner.bogus = replacement ?? null;
  else if (replacement !== undefined) owner[last] = replacement;
  else if (Array.isArray(owner)) owner.splice(Number(last), 1);
  else delete owner[last];
  return copy;
}

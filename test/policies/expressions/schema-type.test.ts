import { describe, expect, test } from 'vitest';
import { type Type, typeOfSchema } from '../../../policies/expressions/index.ts';
import type { JsonObject } from '../../../schema/json.ts';

const STRING: Type = { kind: 'string' };
const DYN: Type = { kind: 'dyn' };

describe('the type of', () => {
  test.each<[JsonObject, Type]>([
    [{ type: 'string' }, STRING],
    [{ type: 'integer', minimum: 1 }, { kind: 'int' }],
    [{ type: 'number' }, { kind: 'double' }],
    [{ type: 'boolean' }, { kind: 'bool' }],
    [{ type: 'null' }, { kind: 'null' }],
    [{}, DYN],
    [{ $ref: '#/x' }, DYN],
    [{ type: ['string', 'null'] }, DYN],
    [{ enum: ['a', 'b'] }, { kind: 'string', enum: ['a', 'b'] }],
    [
      { type: 'string', enum: ['a'] },
      { kind: 'string', enum: ['a'] },
    ],
    [{ const: 'a' }, { kind: 'string', enum: ['a'] }],
    [{ enum: [1, 2] }, { kind: 'int' }],
    [{ enum: [1, 2.5] }, { kind: 'double' }],
    [{ const: true }, { kind: 'bool' }],
    [{ const: null }, { kind: 'null' }],
    [{ enum: ['a', 1] }, DYN],
    [{ enum: [] }, DYN],
    [{ type: 'array' }, { kind: 'list', of: DYN }],
    [{ items: { type: 'string' } }, { kind: 'list', of: STRING }],
    [{ type: 'object' }, { kind: 'map', of: DYN }],
    [
      { type: 'object', additionalProperties: { type: 'string' } },
      { kind: 'map', of: STRING },
    ],
    [
      { type: 'object', additionalProperties: false },
      { kind: 'object', fields: {} },
    ],
    [
      { properties: { a: { type: 'string' }, b: { type: 'integer' } }, required: ['a'] },
      { kind: 'object', fields: { a: { type: STRING }, b: { type: { kind: 'int' }, optional: true } } },
    ],
    [
      { type: 'object', properties: { a: {} }, additionalProperties: true },
      { kind: 'object', fields: { a: { type: DYN, optional: true } }, rest: DYN },
    ],
    [
      { type: 'object', properties: {}, additionalProperties: { type: 'string' } },
      { kind: 'object', fields: {}, rest: STRING },
    ],
    [{ anyOf: [{ type: 'integer' }, { type: 'number' }] }, { kind: 'double' }],
    [{ oneOf: [{ const: 'a' }, { const: 'b' }] }, { kind: 'string', enum: ['a', 'b'] }],
    [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, DYN],
    [
      {
        oneOf: [
          { type: 'object', required: ['kind', 'x'], properties: { kind: { const: 'x' }, x: { type: 'string' } } },
          { type: 'object', required: ['kind'], properties: { kind: { const: 'y' } } },
        ],
      },
      {
        kind: 'object',
        fields: { kind: { type: { kind: 'string', enum: ['x', 'y'] } }, x: { type: STRING, optional: true } },
      },
    ],
  ])('%j', (schema, type) => {
    expect(typeOfSchema(schema)).toEqual(type);
  });

  test('members named as those of prototypes', () => {
    const schema = JSON.parse('{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"integer"}}}');
    const type = typeOfSchema(schema);
    expect(type.kind === 'object' && Object.keys(type.fields)).toEqual(['__proto__', 'constructor']);
    expect(typeOfSchema({ required: ['toString'] })).toEqual(DYN);
  });

  test('a schema nested without end', () => {
    let schema: JsonObject = { type: 'string' };
    for (let depth = 0; depth < 10_000; depth++) schema = { type: 'array', items: schema };
    expect(typeOfSchema(schema).kind).toBe('list');
  });
});

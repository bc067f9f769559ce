/**
 * The words of JSON Schema that `inputs` and `output` may use: what has one meaning in every draft, what ajv's strict
 * mode accepts, and what expressions can be typed from. No `$ref`, no formats, no tuples.
 */
import { Type } from 'typebox';
import { closed, OneOf } from './fields.ts';

const count = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));
const bound = (description: string) => Type.Optional(Type.Number({ description }));
const schema = (description: string) => Type.Unsafe({ $ref: '#/$defs/JsonSchema', description });
const schemas = (description: string) =>
  Type.Optional(Type.Array(schema('A JSON Schema.'), { minItems: 1, description }));
const typeName = OneOf(['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'], 'A type.');

export const jsonSchema = closed(
  {
    type: Type.Optional(
      Type.Unsafe({
        anyOf: [typeName, { type: 'array', items: typeName, minItems: 1, uniqueItems: true }],
        description: 'The type, or a list of types.',
      }),
    ),
    title: Type.Optional(Type.String({ description: 'A short name.' })),
    description: Type.Optional(Type.String({ description: 'What the value means; models and people read it.' })),
    default: Type.Optional(Type.Unknown({ description: 'The value where none is given.' })),
    examples: Type.Optional(Type.Array(Type.Unknown(), { description: 'Values to show.' })),
    enum: Type.Optional(
      Type.Array(Type.Unknown(), { minItems: 1, uniqueItems: true, description: 'The only values.' }),
    ),
    const: Type.Optional(Type.Unknown({ description: 'The only value.' })),
    properties: Type.Optional(
      Type.Unsafe({
        type: 'object',
        additionalProperties: schema('A JSON Schema.'),
        description: 'The keys of a map.',
      }),
    ),
    required: Type.Optional(Type.Array(Type.String(), { uniqueItems: true, description: 'Keys that must be there.' })),
    additionalProperties: Type.Optional(
      Type.Unsafe({ anyOf: [{ type: 'boolean' }, schema('A JSON Schema.')], description: 'What other keys may hold.' }),
    ),
    minProperties: count('The fewest keys.'),
    maxProperties: count('The most keys.'),
    items: Type.Optional(schema('The schema of every item of a list.')),
    minItems: count('The fewest items.'),
    maxItems: count('The most items.'),
    uniqueItems: Type.Optional(Type.Boolean({ description: 'No item twice.' })),
    minLength: count('The fewest characters.'),
    maxLength: count('The most characters.'),
    pattern: Type.Optional(Type.String({ description: 'A regular expression (RE2) that is found in the text.' })),
    minimum: bound('The least number.'),
    maximum: bound('The greatest number.'),
    exclusiveMinimum: bound('A number that the value is greater than.'),
    exclusiveMaximum: bound('A number that the value is less than.'),
    multipleOf: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'The value is a multiple of it.' })),
    anyOf: schemas('At least one of these fits.'),
    oneOf: schemas('Exactly one of these fits.'),
    allOf: schemas('All of these fit.'),
    not: Type.Optional(schema('This does not fit.')),
  },
  'A JSON Schema.',
);

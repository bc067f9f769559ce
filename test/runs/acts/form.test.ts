/** The fields of a form, in the order in which somebody fills them in. */
import { expect, test } from 'vitest';
import { fieldsOf } from '../../../runs/acts/index.ts';
import { canonicalJson, type JsonObject } from '../../../schema/json.ts';

const text = { type: 'string' };
const stored = (schema: JsonObject): JsonObject => JSON.parse(canonicalJson(schema));

test('what has to be filled in comes first, in the order of its author', () => {
  const properties = { notes: text, version: text, name: text, about: text };
  const schema = stored({ type: 'object', properties, required: ['version', 'name', 'nowhere'] });
  expect(Object.keys(fieldsOf(schema))).toEqual(['version', 'name', 'about', 'notes']);
  expect(Object.keys(fieldsOf(stored({ properties })))).toEqual(['about', 'name', 'notes', 'version']);
});

test('what is no field is none', () => {
  for (const odd of [
    {},
    { properties: 1 },
    { properties: { a: true }, required: ['a', 'toString'] },
    { required: 'a' },
  ])
    expect(fieldsOf(odd as JsonObject)).toEqual({});
});

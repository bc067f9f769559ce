/**
 * What the shape of a JSON Schema cannot say: words that do not belong to its type, keys that no property has, a
 * pattern that is no regular expression, a default that its own schema refuses. Together with the shape it accepts
 * what ajv accepts in strict mode.
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import { asShape } from '../shape.ts';
import { helpFor } from '../suggest.ts';
import { check } from './check.ts';
import { type Finding, show, typeName, typeOf } from './finding.ts';

/** Which type a word is about. */
const BELONGS: Readonly<Record<string, string>> = {
  properties: 'object',
  required: 'object',
  additionalProperties: 'object',
  minProperties: 'object',
  maxProperties: 'object',
  items: 'array',
  minItems: 'array',
  maxItems: 'array',
  uniqueItems: 'array',
  minLength: 'string',
  maxLength: 'string',
  pattern: 'string',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
};

const BOUNDS = [
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
  ['minProperties', 'maxProperties'],
  ['minimum', 'maximum'],
] as const;

/** Findings in a schema whose shape is right, by their paths below `path`. */
export function checkSchema(schema: JsonObject, path: Path): Finding[] {
  return [
    ...checkWords(schema, path),
    ...checkRequired(schema, path),
    ...checkPattern(schema, path),
    ...checkBounds(schema, path),
    ...checkInner(schema, path),
    ...checkValues(schema, path),
  ];
}

const finding = (path: Path, message: string, help?: string): Finding => ({
  code: 'OMNI1041',
  path,
  message,
  ...(help === undefined ? {} : { help }),
});

const typesOf = (schema: JsonObject): readonly string[] =>
  [schema.type].flat().filter((type) => typeof type === 'string');

function checkWords(schema: JsonObject, path: Path): Finding[] {
  const types = typesOf(schema);
  // A type that is none was told by the shape, and says nothing about the words beside it.
  if (types.length === 0 && schema.type !== undefined) return [];
  return Object.keys(schema).flatMap((word) => {
    const type = Object.hasOwn(BELONGS, word) ? BELONGS[word]! : undefined;
    if (type === undefined || types.includes(type) || (type === 'number' && types.includes('integer'))) return [];
    const message =
      types.length === 0
        ? `\`${word}\` needs \`type: ${type}\` beside it`
        : `\`${word}\` is about ${typeName(type)}, but the type is ${types.join(', ')}`;
    return [{ ...finding([...path, word], message), atKey: true as const }];
  });
}

function checkRequired(schema: JsonObject, path: Path): Finding[] {
  const { required, properties } = schema;
  if (!Array.isArray(required)) return [];
  const known = Object.keys(properties ?? {});
  return required.flatMap((key: Json, index) =>
    known.includes(String(key))
      ? []
      : [
          finding(
            [...path, 'required', index],
            `${show(key)} is required, but no property is called so`,
            helpFor(String(key), known),
          ),
        ],
  );
}

/** RE2 has what backtracking engines need exponential time for left out; JavaScript's syntax is nearly the rest of it. */
function checkPattern(schema: JsonObject, path: Path): Finding[] {
  const { pattern } = schema;
  if (typeof pattern !== 'string') return [];
  if (/(?<!\\)(?:\\\\)*(?:\(\?<?[=!]|\\[1-9kuc]|\\[pP]\{[^}]*=)/.test(pattern)) {
    return [
      finding(
        [...path, 'pattern'],
        'this pattern looks around or back, or spells a character in a way that RE2 does not know',
        'say it in another way, or check it in a step',
      ),
    ];
  }
  try {
    new RegExp(pattern, 'u');
    return [];
  } catch (error) {
    return [finding([...path, 'pattern'], `this is no regular expression: ${whatIsWrong(error)}`)];
  }
}

/** What the engine says, without repeating the pattern. */
const whatIsWrong = (error: unknown) => (error instanceof Error ? (error.message.split(': ').at(-1) ?? '') : '');

function checkBounds(schema: JsonObject, path: Path): Finding[] {
  return BOUNDS.flatMap(([low, high]) =>
    Number(schema[low] ?? Number.NEGATIVE_INFINITY) > Number(schema[high] ?? Number.POSITIVE_INFINITY)
      ? [finding([...path, low], `\`${low}\` is greater than \`${high}\`: nothing can fit`)]
      : [],
  );
}

function checkInner(schema: JsonObject, path: Path): Finding[] {
  const inner: [Json | undefined, Path][] = [
    [schema.items, [...path, 'items']],
    [schema.not, [...path, 'not']],
    [schema.additionalProperties, [...path, 'additionalProperties']],
    ...Object.entries(schema.properties ?? {}).map(([key, own]): [Json, Path] => [own, [...path, 'properties', key]]),
    ...(['anyOf', 'oneOf', 'allOf'] as const).flatMap((word) =>
      list(schema[word]).map((own, index): [Json, Path] => [own, [...path, word, index]]),
    ),
  ];
  return inner.flatMap(([own, at]) => (isJsonObject(own) ? checkSchema(own, at) : []));
}

/** `default` and the words of `enum` have to fit their own schema. Patterns are judged when a run begins. */
function checkValues(schema: JsonObject, path: Path): Finding[] {
  const checker = { shapes: {}, matches: () => true };
  const { default: value, enum: words, ...rest } = schema;
  const findings: Finding[] = [];
  for (const [index, word] of list(words).entries()) {
    const types = typesOf(schema);
    const type = typeOf(word);
    if (types.length > 0 && !types.includes(type) && !(type === 'integer' && types.includes('number'))) {
      findings.push({
        ...finding([...path, 'enum', index], `${show(word)} is ${typeName(type)}, but the type is ${types.join(', ')}`),
        ...(types.includes('string') ? { wantsText: true as const } : {}),
      });
    }
  }
  if (value !== undefined) {
    const shape = words === undefined ? rest : { ...rest, enum: words };
    const wrong = check(checker, asShape(shape), value, [...path, 'default']);
    for (const found of wrong) findings.push({ ...found, code: 'OMNI1042' });
  }
  return findings;
}

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

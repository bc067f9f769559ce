/**
 * The building blocks that several shapes share. `title` names a thing in messages ("is not a duration") and
 * `examples` are what its help shows, so a shape carries its own diagnostics.
 *
 * Only the emit script and other shapes load this file: typebox costs more to import than a whole `validate`, so at
 * run time the emitted shapes of `generated/` stand in for it.
 */
import { type Static, type TSchema, Type } from 'typebox';
import type { JsonObject } from './json.ts';

/** Names that expressions read: `inputs.NAME`, a foreach's NAME, an output's NAME, an environment variable. */
export const IDENTIFIER = '^[A-Za-z_][A-Za-z0-9_]{0,63}$';
/** Names of documents and agents. */
export const NAME = '^[A-Za-z][A-Za-z0-9_-]{0,63}$';

/** Text for people or models, never empty. */
export const Text = (description: string) => Type.String({ description, minLength: 1 });

/** A name of a document or an agent. */
export const Name = (description: string) =>
  Type.String({ description, title: 'name', pattern: NAME, examples: ['my-workflow', 'claude'] });

/** A step's id, as expressions write it: `steps.ID`. */
export const StepId = (description: string) =>
  Type.String({ description, title: 'step id', pattern: '^[a-z][a-z0-9_]{0,63}$', examples: ['build', 'merge_ok'] });

/** A length of time; see `duration.ts`. */
export const Duration = (description: string) =>
  Type.String({
    description,
    title: 'duration',
    pattern: '^[0-9]{1,9}(ms|s|m|h|d)$',
    examples: ['500ms', '30s', '15m', '2h', '7d'],
  });

/** A length of time, or a template that gives it. */
export const DurationOrTemplate = (description: string) =>
  Type.String({
    description,
    title: 'duration or ${{ }}',
    pattern: '^([0-9]{1,9}(ms|s|m|h|d)|\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*)$',
    examples: ['30s', '15m', '2h', '"${{ inputs.patience }}"'],
  });

/** A count of at least one, or a template that gives it. */
export const Count = (description: string) =>
  Type.Union(
    [
      Type.Integer({ minimum: 1, maximum: 1_000_000 }),
      Type.String({
        title: 'number or ${{ }}',
        pattern: '^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$',
        examples: ['"${{ inputs.parallel }}"'],
      }),
    ],
    { description },
  );

/** One of a closed set of words. */
export const OneOf = <const Words extends readonly [string, ...string[]]>(words: Words, description: string) =>
  Type.Unsafe<Words[number]>({ enum: words, description });

/** A map from names that match `pattern` to values of `values`. */
export const MapOf = <Values extends TSchema>(pattern: string, values: Values, description: string) =>
  Type.Unsafe<Record<string, Static<Values>>>({
    type: 'object',
    description,
    patternProperties: { [pattern]: values },
    additionalProperties: false,
  });

/** What stands here, or `{ file: path }`. Its static type is what it resolves to: a spec holds no `file`. */
export const FileOr = <Inline extends TSchema>(inline: Inline, description: string) =>
  Type.Unsafe<Static<Inline>>({
    description,
    anyOf: [
      inline,
      closed({ file: Text('A file beside this one, never outside the project.') }, 'The text of a file.'),
    ],
  });

/** A JSON Schema that the author writes; see `json-schema.ts` for the words that it may use. */
export const SchemaOf = (description: string) => Type.Unsafe<JsonObject>({ $ref: '#/$defs/JsonSchema', description });

/** An object that admits no other key. */
export const closed = <Properties extends Record<string, TSchema>>(properties: Properties, description: string) =>
  Type.Object(properties, { additionalProperties: false, description });

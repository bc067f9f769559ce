/**
 * A shape: the part of JSON Schema that this language uses, for its own documents and for the `inputs` and `output`
 * that authors write. `check.ts` gives it its meaning; `$ref` is for our own shapes only.
 */
import type { Json, JsonObject } from './json.ts';

export interface Shape {
  readonly $ref?: string;
  /** What the thing is called in messages. */
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly Json[];
  readonly default?: Json;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly not?: Shape;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly patternProperties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: Shape;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

export type Shapes = Readonly<Record<string, Shape>>;

/** An author's JSON Schema as a shape. Only for one that `checkSchema` found nothing wrong in. */
export function asShape(schema: JsonObject): Shape {
  return schema;
}

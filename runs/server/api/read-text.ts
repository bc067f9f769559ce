/** Reads what an address holds, which is text, as the types that its schema names; what is no number stays text, and is refused. */
import type { TSchema } from 'typebox';

type Values = Readonly<Record<string, unknown>>;
type Described = { readonly type?: string; readonly properties?: Readonly<Record<string, Described>> };

export function readTexts(schema: TSchema, given: Values): Values {
  const { properties = {} } = schema as Described;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      readText(Object.hasOwn(properties, name) ? properties[name]?.type : undefined, value),
    ]),
  );
}

function readText(type: string | undefined, value: unknown): unknown {
  if (type === 'array') return Array.isArray(value) ? value : [value];
  if (type === 'integer' && typeof value === 'string' && /^(0|[1-9]\d{0,14})$/.test(value)) return Number(value);
  return value;
}

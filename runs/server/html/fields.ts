/** A form made of a schema: one field for each property. Its names are `field.NAME`, and its values texts. */
import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import { cut, type Html, html } from './html.ts';

export const fieldPrefix = 'field.';

export interface FieldsRequest {
  readonly fields: Readonly<Record<string, JsonObject>>;
  /** Names of those that have to be given. */
  readonly required: readonly string[];
  /** Unique on the page. */
  readonly id: string;
}

export function renderFields({ fields, required, id }: FieldsRequest): Html {
  return html`${Object.entries(fields).map(([name, schema], index) => {
    const wanted = required.includes(name) && schema.default === undefined;
    const hint = typeof schema.description === 'string' ? schema.description : undefined;
    const label = html`<label for="${id}-${index}">${cut(name, 80)}${wanted ? undefined : html` <span class="quiet">optional</span>`}</label>`;
    const said = hint && html`<p class="quiet" id="${id}-${index}-d">${cut(hint, 400)}</p>`;
    return html`<div class="field">${label}${said}${renderField(schema, { name, id: `${id}-${index}`, wanted, told: hint !== undefined })}</div>`;
  })}`;
}

interface Field {
  readonly name: string;
  readonly id: string;
  readonly wanted: boolean;
  readonly told: boolean;
}

function renderField(schema: JsonObject, { name, id, wanted, told }: Field): Html {
  const { type, default: given, minimum, maximum } = schema;
  const words = Array.isArray(schema.enum) ? schema.enum : type === 'boolean' ? [true, false] : undefined;
  const common = html` id="${id}" name="${fieldPrefix}${name}"${told ? html` aria-describedby="${id}-d"` : undefined}${wanted ? html` required` : undefined}`;
  if (words) {
    const blank = wanted || given !== undefined ? undefined : html`<option value=""></option>`;
    return html`<select${common}>${blank}${words.map((word) => renderChoice(word, given))}</select>`;
  }
  if (type === 'integer' || type === 'number') {
    const bounds = [
      typeof minimum === 'number' ? html` min="${minimum}"` : undefined,
      typeof maximum === 'number' ? html` max="${maximum}"` : undefined,
    ];
    const step = type === 'integer' ? '1' : 'any';
    return html`<input type="number" inputmode="decimal" step="${step}" value="${textOf(given)}"${bounds}${common}>`;
  }
  const isStructured = type === 'array' || type === 'object' || isJsonObject(given ?? null);
  const hint = isStructured ? html` placeholder="JSON"` : undefined;
  return html`<textarea rows="${isStructured ? 3 : 2}"${hint}${common}>${textOf(given)}</textarea>`;
}

function renderChoice(word: Json, given: Json | undefined): Html {
  const chosen = word === given ? html` selected` : undefined;
  return html`<option value="${textOf(word)}"${chosen}>${cut(textOf(word), 200)}</option>`;
}

const textOf = (value: Json | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** What of a sent form belongs to its fields. One that was left empty was not given. */
export function readFields(body: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const given = Object.entries(body).filter(
    (entry): entry is [string, string] => entry[0].startsWith(fieldPrefix) && Boolean(entry[1]),
  );
  return Object.fromEntries(given.map(([name, value]) => [name.slice(fieldPrefix.length), value]));
}

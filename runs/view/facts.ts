/** What a rule read, in words that people read: files by what is done to them, commands as they are typed. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';

/** A name and its value each. */
export function describeFacts(facts: unknown): readonly (readonly [string, string])[] {
  if (!isJsonObject(facts as Json)) return [];
  return Object.entries(facts as JsonObject).map(([name, value]) => [name, describeFact(name, value)]);
}

const isMoney = (name: string): boolean => name.startsWith('cost.') || name.endsWith('_usd');

function describeFact(name: string, value: Json): string {
  if (typeof value === 'number' && isMoney(name)) return `${value} USD`;
  if (isJsonObject(value) && typeof value.unknown === 'string' && Object.keys(value).length === 1) {
    return `not known: ${value.unknown}`;
  }
  return describeValue(value, '; ');
}

function describeValue(value: Json, between: string): string {
  if (typeof value === 'string') return value === '' ? "''" : value;
  if (value === null || typeof value !== 'object') return String(value);
  if (!isJsonObject(value)) {
    return value.length === 0 ? 'none' : value.map((item) => describeValue(item, ', ')).join(between);
  }
  return describeFile(value) ?? describeCommand(value) ?? describeWhy(value) ?? describeWho(value) ?? toJson(value);
}

const toJson = (value: JsonObject): string => JSON.stringify(value);

function describeFile({ op, path }: JsonObject): string | undefined {
  return typeof op === 'string' && typeof path === 'string' ? `${op} ${path}` : undefined;
}

function describeCommand({ program, subcommand, args }: JsonObject): string | undefined {
  if (typeof program !== 'string' || !Array.isArray(args)) return undefined;
  return [program, subcommand, ...args].filter((word) => word !== '').join(' ');
}

function describeWhy({ kind, why }: JsonObject): string | undefined {
  return typeof kind === 'string' && typeof why === 'string' ? `${kind} (${why})` : undefined;
}

function describeWho({ name, vendor }: JsonObject): string | undefined {
  return typeof name === 'string' && typeof vendor === 'string'
    ? [name, vendor].filter(Boolean).join(' · ')
    : undefined;
}

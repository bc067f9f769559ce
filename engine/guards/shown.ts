/** What exactly a person is asked about, cut to what fits on a screen; what is cut says how long it was. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { Question } from '../ports/policies.ts';

const longestText = 2000;
const mostItems = 100;
const deepest = 6;

export function shown({ tool, merge, text, answer }: Question): JsonObject {
  if (tool) return { tool: { kind: tool.kind, name: tool.name, input: cut(tool.input as Json, 0) } };
  if (merge) {
    const { branch, into, files } = merge;
    return {
      merge: {
        branch,
        into,
        files: cut(
          files.map(({ path, op }) => ({ path, op })),
          0,
        ),
      },
    };
  }
  if (answer) return { approval: answer.ask.id };
  return text === undefined || text === '' ? {} : { text: cut(text, 0) };
}

function cut(value: Json | undefined, depth: number): Json {
  if (typeof value === 'string') {
    return value.length <= longestText ? value : `${value.slice(0, longestText)}… (${value.length} characters in all)`;
  }
  if (value === null || value === undefined || typeof value !== 'object') return value ?? null;
  if (depth >= deepest) return '…';
  if (isJsonObject(value)) {
    const entries = Object.entries(value).slice(0, mostItems);
    return Object.fromEntries(entries.map(([key, member]) => [key, cut(member, depth + 1)]));
  }
  const items = value as readonly Json[];
  const kept = items.slice(0, mostItems).map((item) => cut(item, depth + 1));
  return items.length <= mostItems ? kept : [...kept, `… (${items.length} in all)`];
}

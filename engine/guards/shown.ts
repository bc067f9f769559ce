/** What exactly a person is asked about, cut to what fits on a screen; what is cut says how long it was. */
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { Question } from '../ports/policies.ts';

/** A command is seen to its end, or nobody knows what it was that they let through. */
const longestText = 8000;
const mostItems = 100;
const deepest = 6;
/** Every rule that asks has it on its own ask. */
const mostText = 16_000;

export function shown({ tool, merge, text, answer }: Question): JsonObject {
  if (tool) return { tool: { kind: tool.kind, name: cut(tool.name), input: cut(tool.input as Json) } };
  if (merge) {
    const { branch, into, files } = merge;
    return {
      merge: {
        branch,
        into,
        files: cut(files.map(({ path, op }) => ({ path, op }))),
      },
    };
  }
  if (answer) return { approval: answer.ask.id };
  return text === undefined || text === '' ? {} : { text: cut(text) };
}

/** What may still be shown of one ask, in characters. */
interface Room {
  left: number;
}

const cut = (value: Json | undefined): Json => cutWithin(value, { left: mostText }, 0);

function cutWithin(value: Json | undefined, room: Room, depth: number): Json {
  if (typeof value === 'string') return cutText(value, room);
  room.left -= 8;
  if (value === null || value === undefined || typeof value !== 'object') return value ?? null;
  if (depth >= deepest || room.left <= 0) return '…';
  return isJsonObject(value) ? cutMap(value, room, depth) : cutList(value as readonly Json[], room, depth);
}

function cutText(text: string, room: Room): string {
  const length = Math.max(0, Math.min(longestText, room.left));
  room.left -= Math.min(text.length, length) + 8;
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length} characters in all)`;
}

function cutMap(map: JsonObject, room: Room, depth: number): Json {
  const names = Object.keys(map);
  const kept: [string, Json][] = [];
  for (const name of names.slice(0, mostItems)) {
    if (room.left <= 0) break;
    kept.push([cutText(name, room), cutWithin(map[name], room, depth + 1)]);
  }
  if (kept.length < names.length) kept.push(['…', `${names.length} in all`]);
  return Object.fromEntries(kept);
}

function cutList(items: readonly Json[], room: Room, depth: number): Json {
  const kept: Json[] = [];
  for (const item of items.slice(0, mostItems)) {
    if (room.left <= 0) break;
    kept.push(cutWithin(item, room, depth + 1));
  }
  return kept.length < items.length ? [...kept, `… (${items.length} in all)`] : kept;
}

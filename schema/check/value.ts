/** Checks a value against a JSON Schema of an author: a run's inputs, and what agents answer. */
import { RE2JS } from 're2js';
import type { Json, JsonObject } from '../json.ts';
import type { Path } from '../problem.ts';
import { asShape } from '../shape.ts';
import { check } from './check.ts';
import type { Finding } from './finding.ts';

/**
 * All that is wrong with `value`; nothing: it fits. The schema is one that `loadProject` accepted. Patterns are
 * searched in linear time, because the value may be hostile.
 */
export function checkValue(schema: JsonObject, value: Json, path: Path = []): Finding[] {
  return check({ shapes: {}, matches: makeSearch() }, asShape(schema), value, path);
}

/** Compiles each pattern once, however many items of a list are held against it. */
function makeSearch(): (pattern: string, text: string) => boolean {
  const compiled = new Map<string, RE2JS | undefined>();
  return (pattern, text) => {
    if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
    return compiled.get(pattern)?.matcher(text).find() === true;
  };
}

/** RE2 knows less than JavaScript; a pattern that it cannot read fits nothing. */
function compile(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern);
  } catch {
    return undefined;
  }
}

/** The states of a policy. */
import type { JsonObject } from '../../schema/json.ts';
import { isJsonObject } from '../../schema/json.ts';
import type { ReadyState } from '../policy.ts';

/** What a schema of a list may say beside its elements, so that a list fits when each element does. */
const OF_ELEMENTS: ReadonlySet<string> = new Set(['type', 'items', 'maxItems', 'default', 'title', 'description']);

export function readyState(schema: JsonObject): ReadyState {
  const { maxItems, items } = schema;
  const plain = schema.type === 'array' && Object.keys(schema).every((key) => OF_ELEMENTS.has(key));
  return {
    schema,
    default: schema.default,
    ...(typeof maxItems === 'number' && { maxItems }),
    ...(plain && { elements: isJsonObject(items) ? items : {} }),
  };
}

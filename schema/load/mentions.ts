/** Values by the place where they are mentioned. */
import { isJsonObject, type Json } from '../json.ts';
import type { Mention } from './files.ts';

/** What stands at a place; undefined: nothing, whatever was wrong on the way. */
export function valueAt({ document, path }: Mention): Json | undefined {
  let value: Json | undefined = document.value;
  for (const element of path) {
    if (typeof element === 'number' && Array.isArray(value)) value = (value as Json[])[element];
    else if (isJsonObject(value) && Object.hasOwn(value, element)) value = value[element];
    else return undefined;
  }
  return value;
}

/** Each item of the list under a key of what stands at a place; none where that is no list. */
export function itemsOf(owner: Mention, key: string): readonly Mention[] {
  const path = [...owner.path, key];
  const items = valueAt({ ...owner, path });
  return Array.isArray(items) ? items.map((_, index) => ({ ...owner, path: [...path, index] })) : [];
}

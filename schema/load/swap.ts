/**
 * What goes when one harness is swapped for another. A key, a gateway and a command were said for the harness that they
 * stood beside: the next one would send the key to another vendor, or speak to a gateway in the wrong protocol.
 */
import { isJsonObject, type Json } from '../json.ts';

/** Keys of the layers below that do not hold under the layer that says `harness`. */
export function goneWith(below: ReadonlyMap<string, Json>, harness: Json | undefined): readonly string[] {
  const before = below.get('harness');
  if (harness === undefined || before === undefined || harness === before) return [];
  return ['command', 'base_url', ...(isJsonObject(below.get('auth')) ? ['auth'] : [])];
}

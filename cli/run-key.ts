/**
 * What makes two `apply` mean the same run: the workflow file, the repository, the inputs, what agents have otherwise, and
 * the script that plays them. The key is kept with the run as readable JSON, and tells `resume` how the run was started.
 */
import { createHash, randomInt } from 'node:crypto';
import { canonicalJson, type JsonObject } from '../schema/json.ts';

/** Paths are absolute. */
export interface RunOrigin {
  readonly file: string;
  readonly repository: string;
  readonly inputs: JsonObject;
  /** What `--agent` gave, sorted: their order means nothing. Absent: nothing, as in runs of before there was such. */
  readonly agents?: readonly string[];
  /** The simulation file. A simulated run never continues as a real one. */
  readonly simulate?: string;
}

export function writeRunKey(origin: RunOrigin): string {
  return canonicalJson(origin);
}

/** The simulation file of a run, from its key; undefined where it has none. */
export function simulationOf(key: string): string | undefined {
  try {
    const origin: unknown = JSON.parse(key);
    const simulate =
      typeof origin === 'object' && origin !== null && 'simulate' in origin ? origin.simulate : undefined;
    return typeof simulate === 'string' ? simulate : undefined;
  } catch {
    return undefined;
  }
}

/** Without vowels, so that no word comes out, and without what is taken for something else. */
const letters = '23456789bcdfghjkmnpqrstvwxz';

/** `1122-k3v9tq`: the day and chance. Short, since it is typed, and a part of branch names. */
export function makeRunId(now: Date): string {
  const day = now.toISOString().slice(5, 10).replace('-', '');
  return `${day}-${Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('')}`;
}

/** `7k3v-9tqxzb`: always the same for a text, so that what is asked for twice is one run, whenever and by whom. */
export function keyedRunId(text: string): string {
  const digest = createHash('sha256').update(text).digest();
  const word = Array.from(digest.subarray(0, 10), (byte) => letters[byte % letters.length]).join('');
  return `${word.slice(0, 4)}-${word.slice(4)}`;
}

/** What an OpenCode session has used, out of the record that it keeps in the home: the protocol tells the last step only. */
import Database from 'better-sqlite3';
import type { Usage } from '../../../engine/events.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../schema/json.ts';
import type { Home } from '../../kit/adapter.ts';

const file = '.local/share/opencode/opencode.db';

/** Answers what came since the last time, or nothing. What is there already is another attempt's, and was told by it. */
export async function createMeter({ place }: Home): Promise<() => Promise<Usage | undefined>> {
  const known = new Set(stepsIn(`${place.root}/${file}`).map(({ id }) => id));
  return async () => {
    const added = stepsIn(`${place.root}/${file}`).filter(({ id, isOver }) => isOver && !known.has(id));
    for (const { id } of added) known.add(id);
    return added.length === 0 ? undefined : sumOf(added.map(({ about }) => about));
  };
}

interface Step {
  readonly id: string;
  readonly about: JsonObject;
  readonly isOver: boolean;
}

/** Each answer of a model, in any session of the home. */
function stepsIn(path: string): readonly Step[] {
  try {
    const database = new Database(path, { readonly: true, fileMustExist: true });
    try {
      const rows = database.prepare<[], { id: string; data: string }>('SELECT id, data FROM message').all();
      return rows.flatMap(({ id, data }) => {
        const about: unknown = JSON.parse(data);
        if (!isJsonObject(about) || about.role !== 'assistant') return [];
        return [{ id, about, isOver: isJsonObject(about.time) && about.time.completed !== undefined }];
      });
    } finally {
      database.close();
    }
  } catch {
    // Nothing was recorded yet, or in a way that is not known: then nothing is known of it.
    return [];
  }
}

/** A cost of nothing is that of a model whose price it does not know. */
function sumOf(steps: readonly JsonObject[]): Usage {
  const tokens = steps.map((step) => (isJsonObject(step.tokens) ? step.tokens : {}));
  const caches = tokens.map((step) => (isJsonObject(step.cache) ? step.cache : {}));
  const sum = (values: readonly (Json | undefined)[]): number =>
    values.reduce<number>((total, value) => total + (typeof value === 'number' && value > 0 ? value : 0), 0);
  const cacheRead = sum(caches.map(({ read }) => read));
  const cacheWrite = sum(caches.map(({ write }) => write));
  const costMicroUsd = Math.round(sum(steps.map(({ cost }) => cost)) * 1_000_000);
  return {
    input: sum(tokens.map(({ input }) => input)),
    output: sum(tokens.flatMap(({ output, reasoning }) => [output, reasoning])),
    ...(cacheRead > 0 && { cacheRead }),
    ...(cacheWrite > 0 && { cacheWrite }),
    ...(costMicroUsd > 0 && { costMicroUsd }),
  };
}

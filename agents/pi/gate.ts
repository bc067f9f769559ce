/**
 * The gate over every tool call: what our extension in Pi asks, and what it is answered.
 *
 * Invariant: each question has a name of its own, also where the model's service uses an id again. The results that
 * follow go by the latest question about their id.
 */
import type { Tool } from '../../engine/events.ts';
import type { Permission } from '../../engine/ports/harness.ts';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { inputFor, toolOf } from './tools.ts';

export interface Gate {
  /** The answer to a question, in the words of the extension. Rejects one that cannot be read. */
  ask(question: string): Promise<JsonObject>;
  /** The name under which a call was asked about; undefined: it was not. */
  nameOf(id: string): string | undefined;
}

/** @param roots the folder of the workspace, by each of its names. */
export function createGate(
  decide: (call: string, tool: Tool) => Promise<Permission>,
  roots: () => readonly string[],
): Gate {
  const names = new Map<string, string>();
  let count = 0;
  return {
    async ask(question) {
      const said: unknown = JSON.parse(question);
      const { id, name, input } = isJsonObject(said) ? said : {};
      if (typeof id !== 'string' || typeof name !== 'string' || !isJsonObject(input))
        throw new Error('unreadable call');
      count += 1;
      const call = names.has(id) ? `${id}#${count}` : id;
      names.set(id, call);
      const permission = await decide(call, toolOf(name, input, roots()));
      if (!permission.allow) return { allow: false, reason: permission.reason ?? 'This call is not allowed.' };
      if (permission.input === undefined) return { allow: true };
      const changed = inputFor(name, input, permission.input);
      if (changed === undefined) return { allow: false, reason: 'The call cannot be changed like that.' };
      return { allow: true, input: changed };
    },
    nameOf: (id) => names.get(id),
  };
}

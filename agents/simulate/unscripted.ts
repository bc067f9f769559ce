/** What to say when a simulation has no turn for a step: the lines to add, ready to paste. */
import { stringify } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../../schema/json.ts';
import type { When } from './choose-turn.ts';

interface Unscripted extends When {
  readonly file: string;
  readonly address: string;
  readonly agent: string;
  /** The name under which there are turns, though none for this attempt and round. */
  readonly scripted?: string;
  readonly reviewer: boolean;
  /** JSON Schema of the answer that was wanted. */
  readonly output?: JsonObject;
}

export function explainUnscripted(missing: Unscripted): string {
  const { file, address, agent, attempt, round, scripted } = missing;
  const said = scripted === undefined ? 'has no turns' : `has turns under '${scripted}', but none`;
  const turn = { ...(scripted !== undefined && label(missing)), ...answer(missing) };
  const lines = stringify({ turns: { [scripted ?? address]: [turn] } });
  return (
    `The simulation ${file} ${said} for step ${address} (agent ${agent}, attempt ${attempt}, round ${round}). ` +
    `Add to it:\n\n${lines}`
  );
}

const label = ({ attempt, round }: When): JsonObject => (round > 1 ? { round } : { attempt });

function answer({ reviewer, output }: Unscripted): JsonObject {
  if (reviewer) return { verdict: { verdict: 'approve', findings: [] } };
  if (output !== undefined) return { output: example(output) };
  return { text: 'Done.' };
}

/** A value of about the shape that a schema wants: enough to be filled in. */
function example(schema: unknown): Json {
  if (!isJsonObject(schema)) return null;
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum)) return (schema.enum[0] as Json | undefined) ?? null;
  switch (schema.type) {
    case 'object': {
      const properties = isJsonObject(schema.properties) ? schema.properties : {};
      return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, example(value)]));
    }
    case 'array':
      return [example(schema.items)];
    case 'string':
      return '…';
    case 'integer':
    case 'number':
      return typeof schema.minimum === 'number' ? schema.minimum : 0;
    case 'boolean':
      return true;
    default:
      return null;
  }
}

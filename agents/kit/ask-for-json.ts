/** How an agent is asked for a structured answer where its harness has no way of its own. */
import type { JsonObject } from '../../schema/json.ts';

/** The prompt, and after it what the answer has to look like. The performer checks it, whoever was asked how. */
export const askForJson = (prompt: string, schema: JsonObject | undefined): string =>
  schema === undefined
    ? prompt
    : `${prompt}\n\nGive your final answer as one JSON value, without any other text, that matches this JSON Schema:\n` +
      JSON.stringify(schema);

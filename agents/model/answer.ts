/** The tool by which a structured answer is given: nothing but the answer itself, so that nobody is asked about it. */
import type { JsonObject } from '../../schema/json.ts';

export const answerTool = 'answer';

/** Services take an answer as the input of a tool: an object, and no choice of several at its top. */
export const isToolInput = (schema: JsonObject): boolean =>
  schema.type === 'object' && !['$ref', 'allOf', 'anyOf', 'oneOf'].some((word) => word in schema);

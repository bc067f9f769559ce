/** All tools of a session, as the SDK offers them to the model. None has anything to run: that is ours, behind the gate. */
import type { ToolSet } from 'ai';
import type { JsonObject } from '../../schema/json.ts';
import { answerTool } from './answer.ts';
import type { McpTool } from './mcp.ts';
import type { Sdk } from './sdk.ts';
import { ownTools } from './tools/index.ts';

/** @param answer the shape of the answer, where it is given by a tool. */
export function toolSetOf(
  { tool, jsonSchema }: Pick<Sdk, 'tool' | 'jsonSchema'>,
  mcpTools: ReadonlyMap<string, McpTool>,
  answer: JsonObject | undefined,
): ToolSet {
  const set: ToolSet = {};
  const offer = (name: string, description: string, schema: object): void => {
    // Copied: a schema of typebox has members that are none of JSON.
    const plain = jsonSchema(JSON.parse(JSON.stringify(schema)));
    set[name] = tool({ description, inputSchema: plain });
  };
  for (const [name, { description, schema }] of ownTools) offer(name, description, schema);
  for (const [name, { description, schema }] of mcpTools) offer(name, description, schema);
  if (answer) offer(answerTool, 'Gives your final answer. Call it once, when you are done.', answer);
  return set;
}

/** `agent`: one harness session with a prompt. */
import { type Static, Type } from 'typebox';
import { FileOr, SchemaOf, StepId, Text } from '../fields.ts';
import { stepOf } from './common.ts';

const own = {
  agent: Text('The agent that runs this step; a `${{ }}` whose values are a closed set is allowed.'),
  prompt: FileOr(Text('The prompt.'), 'What the agent is asked to do.'),
  session: Type.Optional(StepId("Continues an earlier step's session; its own id means the round before.")),
  output: Type.Optional(
    FileOr(
      SchemaOf('A JSON Schema.'),
      'A JSON Schema: enforced, typed, and what later expressions are checked against.',
    ),
  ),
};

export const agentStep = stepOf(own, 'One harness session with a prompt.');
const ownShape = Type.Object(own);
export type AgentKeys = Static<typeof ownShape>;

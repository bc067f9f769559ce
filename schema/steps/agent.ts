/** `agent`: one harness session with a prompt. */
import { type Static, Type } from 'typebox';
import { FileOr, SchemaOf, StepId, Text } from '../fields.ts';
import { stepOf } from './common.ts';

const own = {
  agent: Text('The agent that runs this step; a `${{ }}` whose values are a closed set is allowed.'),
  prompt: FileOr(Text('The prompt.'), 'What the agent is asked to do; may hold `${{ }}`.'),
  session: Type.Optional(StepId("Continues an earlier step's session; its own id means the round before.")),
  output: Type.Optional(
    FileOr(
      SchemaOf('A JSON Schema.'),
      'A JSON Schema: the answer must fit it (it is sent back once), and later expressions are checked against it.',
    ),
  ),
};

export const agentStep = stepOf(
  own,
  'One session of an agent with a prompt. What it writes is committed to the branch of the worktree that it works in.',
);
const ownShape = Type.Object(own);
export type AgentKeys = Static<typeof ownShape>;

/** The Workflow document. */
import { type Static, Type } from 'typebox';
import { type AgentRef, agentReference } from './agent.ts';
import { closed, IDENTIFIER, MapOf, NAME, Name, OneOf, SchemaOf, Text } from './fields.ts';
import type { JsonObject } from './json.ts';
import { Policies } from './policy-document.ts';
import { Body } from './steps/common.ts';
import type { StepSpec } from './steps/index.ts';

const StepName = Type.String({
  title: 'step or kind',
  pattern: '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*$',
  examples: ['merge_ok', 'build.write', 'merge'],
});
const StepNames = (description: string) =>
  Type.Union([StepName, Type.Array(StepName, { minItems: 1, maxItems: 20, uniqueItems: true })], { description });

const assertion = closed(
  {
    no_path_to: StepNames('Steps, each by its id, its address or its kind: no path reaches the start of any of them'),
    without: StepNames('unless one of these has been `done` before on that path.'),
  },
  'No path reaches the one without the other.',
);

const own = {
  name: Name('How messages and runs call the workflow.'),
  description: Type.Optional(Text('What the workflow is for.')),
  inputs: Type.Optional(
    MapOf(
      IDENTIFIER,
      SchemaOf('The JSON Schema of one input; without a `default` it is required.'),
      'What a run is started with: `--input NAME=VALUE`, read as `inputs.NAME`.',
    ),
  ),
  secrets: Type.Optional(
    Type.Array(Type.String({ title: 'secret name', pattern: IDENTIFIER, examples: ['GH_TOKEN'] }), {
      uniqueItems: true,
      description:
        'Names taken from the environment, or from the file that `NAME_FILE` names; read as `secrets.X` in `env` only.',
    }),
  ),
  outputs: Type.Optional(
    MapOf(IDENTIFIER, Text('A `${{ }}` or a text.'), 'What a finished run gives; an output that is none is omitted.'),
  ),
  policies: Type.Optional(Policies('Policies over every step of a run of this workflow.')),
  assert: Type.Optional(
    Type.Array(assertion, {
      // Each is a search of its own.
      maxItems: 100,
      description: 'What must be true of every path through the steps; checked before anything runs.',
    }),
  ),
  workspace: Type.Optional(
    OneOf(
      ['here'],
      '`here` lets steps without `worktree` use the current folder. Default: they share a worktree of the run.',
    ),
  ),
};

export const workflowDocument = closed(
  {
    apiVersion: OneOf(['omni/v1'], 'The version of the language.'),
    kind: OneOf(['Workflow'], 'What this document is.'),
    ...own,
    agents: Type.Optional(MapOf(NAME, agentReference, 'The agents of this workflow by name.')),
    steps: Body('The steps, in order.'),
  },
  'A workflow: agents, and the steps they run.',
);
const ownShape = Type.Object(own);

export interface WorkflowSpec extends Static<typeof ownShape> {
  inputs?: Record<string, JsonObject>;
  agents?: Record<string, AgentRef>;
  steps: StepSpec[];
}

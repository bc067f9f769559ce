/** The Agent document: one coding agent, and the one line that says which harness runs it. */
import { type Static, Type } from 'typebox';
import { closed, Duration, FileOr, IDENTIFIER, MapOf, Name, OneOf, Text } from './fields.ts';
import type { JsonObject } from './json.ts';
import { Policies } from './policy-document.ts';

/** Everything an Agent document may say beside `apiVersion`, `kind` and `name`. */
export const agentFields = {
  harness: OneOf(
    ['claude-code', 'codex', 'pi', 'gemini', 'opencode', 'acp', 'model', 'simulate'],
    'What runs the agent. The same agent runs unchanged on any harness.',
  ),
  model: Type.Optional(Text('The model. Default: what the harness takes by itself.')),
  vendor: Type.Optional(Text("The model's vendor, where its name does not tell it. Reviews are routed by vendor.")),
  instructions: Type.Optional(FileOr(Text('The instructions.'), 'What the agent is told before each prompt.')),
  tools: Type.Optional(
    closed(
      {
        allow: Type.Optional(Type.Array(Text('A tool kind, or `server.tool`.'), { description: 'Only these.' })),
        deny: Type.Optional(Type.Array(Text('A tool kind, or `server.tool`.'), { description: 'All but these.' })),
        agents: Type.Optional(
          Type.Array(Name('An agent of the workflow.'), {
            minItems: 1,
            uniqueItems: true,
            description: 'Agents that it may call as tools. Not yet available in this version.',
          }),
        ),
      },
      'Tool kinds (shell, read, write, edit, delete, search, fetch, mcp, agent, other) or `server.tool`. Default: all.',
    ),
  ),
  mcp: Type.Optional(
    MapOf(
      IDENTIFIER,
      closed(
        {
          command: Type.Array(Text('A word.'), { minItems: 1, description: 'The program, then its arguments.' }),
          tools: Type.Optional(
            Type.Array(Text('A tool of this server.'), { description: 'Only these tools. Default: all.' }),
          ),
        },
        'How the server is started.',
      ),
      'MCP servers by name. Not yet available in this version.',
    ),
  ),
  env: Type.Optional(
    MapOf(
      IDENTIFIER,
      Type.String(),
      "Environment variables. An agent inherits a short base list, its harness's own variables, and what is named here.",
    ),
  ),
  limits: Type.Optional(
    closed(
      {
        timeout: Type.Optional(Duration('The longest time that one attempt may take.')),
        turns: Type.Optional(Type.Integer({ minimum: 1, description: 'The most turns in one session.' })),
        cost_usd: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'The most one session may cost.' })),
      },
      'Bounds of one session.',
    ),
  ),
  sandbox: Type.Optional(
    Type.Unsafe<'off' | JsonObject>({
      anyOf: [{ enum: ['off'] }, { type: 'object' }],
      description: '`off`. What an agent may write and reach is not yet available in this version.',
    }),
  ),
  policies: Type.Optional(
    Policies(
      'Policies over what this agent does. Beside `uses` they are added to those of the agent that it starts from.',
    ),
  ),
};

const resolvedAgent = Type.Object({ name: Name('How messages call the agent.'), ...agentFields });

/** An agent with its `uses`, overrides and files resolved. */
export type AgentSpec = Static<typeof resolvedAgent>;

const uses = Text(
  'The agent to start from: a file, a document of this file, or a built-in (`omni/claude`). Keys beside it override its keys, but for `policies`, which add to its own.',
);

/** An agent that starts from another needs no `harness` of its own. */
export const agentReference = closed(
  { uses: Type.Optional(uses), ...agentFields, harness: Type.Optional(agentFields.harness) },
  'An agent: `uses` with what is overridden, or written inline.',
);
export type AgentRef = Static<typeof agentReference>;

export const agentDocument = closed(
  {
    apiVersion: OneOf(['omni/v1'], 'The version of the language.'),
    kind: OneOf(['Agent'], 'What this document is.'),
    name: Name('How other documents of this file refer to it: `uses: NAME`.'),
    uses: Type.Optional(uses),
    ...agentFields,
    harness: Type.Optional(agentFields.harness),
  },
  'One coding agent.',
);

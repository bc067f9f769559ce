/** The Agent document: one coding agent, and the one line that says which harness runs it. */
import { type Static, Type } from 'typebox';
import { closed, Duration, FileOr, IDENTIFIER, MapOf, Name, OneOf, Text } from './fields.ts';
import { HARNESSES } from './harnesses.ts';
import type { JsonObject } from './json.ts';
import { Policies } from './policy-document.ts';
import { TOOL_KINDS } from './tools.ts';

const Variable = Type.String({
  description: 'The variable of the environment that holds the key.',
  title: 'name of a variable',
  pattern: IDENTIFIER,
  examples: ['ANTHROPIC_API_KEY', 'OPENAI_API_KEY'],
});

/** From the root or from home: in the project it could be committed, and an agent could read it. */
const KeyFile = Type.String({
  description: 'The file that holds the key and nothing else: from the root, or from home.',
  title: 'path that begins with `/` or `~/`',
  pattern: '^~?/[^\\u0000-\\u001f]+$',
  examples: ['~/.config/keys/anthropic', '/run/secrets/anthropic'],
});

/** Everything an Agent document may say beside `apiVersion`, `kind` and `name`. */
export const agentFields = {
  harness: OneOf(HARNESSES, 'What runs the agent. The same agent runs unchanged on any harness.'),
  model: Type.Optional(
    Text('The model, or an alias of `models` in omni.yaml. Default: what the harness takes by itself.'),
  ),
  vendor: Type.Optional(Text("The model's vendor, where its name does not tell it. Reviews are routed by vendor.")),
  auth: Type.Optional(
    Type.Unsafe<'login' | { env: string } | { file: string }>({
      anyOf: [
        { enum: ['login'] },
        Type.Object(
          { env: Type.Optional(Variable), file: Type.Optional(KeyFile) },
          { additionalProperties: false, minProperties: 1, maxProperties: 1 },
        ),
      ],
      description:
        "How the harness proves who it is: `login`, its program's own login, of which nothing but the credentials is shared; or a key, by the name of what holds it. Default: the usual variable of the harness or the vendor.",
    }),
  ),
  base_url: Type.Optional(
    Type.String({
      description: "The http(s) URL of a gateway that speaks the harness's protocol. Default: the vendor's own.",
      minLength: 1,
    }),
  ),
  command: Type.Optional(
    Type.Array(Text('A word.'), {
      minItems: 1,
      description:
        'The program that speaks the Agent Client Protocol, then its arguments: for `harness: acp`, which needs it.',
    }),
  ),
  repository_settings: Type.Optional(
    Type.Boolean({
      description:
        "Whether the repository's own settings of the harness apply: hooks, extensions, permissions, MCP servers, instruction files. Default: false.",
    }),
  ),
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
      `Tool kinds (${TOOL_KINDS.join(', ')}) or \`server.tool\`. Default: all.`,
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
      'MCP servers by name; a tool of one is `server.tool`.',
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
  'The agent to start from: a file, a document of this file, or a built-in (`omni/claude`). Keys beside it override its keys, but for `policies`, which add to its own. Another `harness` takes away what was said for the one before: its `command`, its `base_url`, and the key of `auth`.',
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

/** The PolicyTest document: a table of cases, each with what happens in a run and what policies decide of it. */
import { type Static, Type } from 'typebox';
import { type AgentSpec, agentReference } from './agent.ts';
import { closed, MapOf, NAME, Name, OneOf, Text } from './fields.ts';
import type { Json } from './json.ts';
import { OPAQUE_KINDS, type OpaqueKind } from './points.ts';
import { Policies } from './policy-document.ts';
import { STEP_KINDS } from './steps/index.ts';

const optional = Type.Optional;
const agent = (whose: string) => optional(Text(`${whose}: one of \`agents\`, or any name.`));

const file = closed(
  {
    path: Text('Its path in the workspace.'),
    op: optional(OneOf(['create', 'edit', 'delete'], 'What is done to it. Default: `edit`.')),
    content: optional(Type.String({ description: 'What it then holds; its hash is worked out.' })),
    hash: optional(Text('The SHA-256 of what it then holds, in hex, where the content is not given.')),
  },
  'A file that is changed.',
);
const files = (description: string) => optional(Type.Array(file, { description }));
const texts = (description: string) =>
  optional(
    Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string' }, description }),
  );

/** What stands for a call: its input, or the one thing in it that matters. */
const call = (description: string) =>
  optional(
    Type.Unsafe<string | Readonly<Record<string, Json>>>({
      anyOf: [{ type: 'string' }, { type: 'object' }],
      description,
    }),
  );

const verdictWord = OneOf(['approve', 'request_changes', 'reject'], 'What the reviewer says.');

const step = closed(
  {
    id: Text('Its address, as people write it: `build[1].write`.'),
    kind: optional(
      Type.Unsafe<string>({ enum: [...STEP_KINDS, 'head', 'judge'], description: 'Its kind. Default: `agent`.' }),
    ),
    writer: agent('Of a review: who wrote what is reviewed'),
    reviewer: agent('Of a review: who reviews'),
    finished: optional(Type.Boolean({ description: 'It is over; without this it would start, and runs if it may.' })),
  },
  'A step.',
);

const expectation = closed(
  {
    decision: optional(OneOf(['allow', 'deny', 'ask', 'hold'], 'What is decided.')),
    rule: optional(Text('A rule that decides so, as `rule` or `policy/rule`.')),
    reason: optional(Text('Text that stands in its reason.')),
    opaque: optional(
      Type.Unsafe<OpaqueKind[]>({
        type: 'array',
        items: { enum: OPAQUE_KINDS, description: 'A kind.' },
        description: 'Why the call cannot be read with certainty.',
      }),
    ),
  },
  'The decision, and who makes it.',
);

const event = closed(
  {
    tool: optional({
      ...closed(
        {
          shell: call('A command line: `shell: git push`, or `{ command, env }`.'),
          read: call('A file: `read: PATH`.'),
          write: call('A file and what it then holds: `write: { path, content }`.'),
          edit: call('A file and what is replaced in it: `edit: { path, old, new }`.'),
          delete: call('A file or folder: `delete: PATH`.'),
          search: call('A text in files: `search: { text, path }`.'),
          fetch: call('An address: `fetch: URL`.'),
          mcp: call('A tool of a server: `mcp: { name: SERVER.TOOL, input }`.'),
          agent: call('Another agent: `agent: PROMPT`.'),
          other: call('Any other tool: `other: { name, input }`.'),
        },
        'A tool call by its kind.',
      ),
      minProperties: 1,
      maxProperties: 1,
    }),
    turn: optional(closed({ text: Type.String({ description: 'What the model is sent.' }) }, 'A turn of an agent.')),
    usage: optional(
      closed(
        {
          input: optional(Type.Number({ minimum: 0, description: 'Tokens.' })),
          output: optional(Type.Number({ minimum: 0, description: 'Tokens.' })),
          usd: optional(Type.Number({ minimum: 0, description: 'What it cost; absent: nobody knows.' })),
          run: optional(Text('Another run of this day.')),
          by: optional(Text('Who started that run. Default: who started this one.')),
        },
        'What a session used.',
      ),
    ),
    verdict: optional(
      closed(
        {
          verdict: verdictWord,
          reviewer: Text('Who reviewed: one of `agents`, or any name.'),
          writer: Text('Who wrote it.'),
          files: files('What was reviewed.'),
        },
        'The verdict of a review.',
      ),
    ),
    merge: optional(
      closed(
        {
          branch: optional(Text('What is merged. Default: `omni/branch`.')),
          into: optional(Text('Where to. Default: `main`.')),
          writer: agent('Who wrote it'),
          files: files('What it would change. The verdicts are those of the events before.'),
        },
        'A merge.',
      ),
    ),
    approval: optional(
      closed(
        {
          granted: Type.Boolean({ description: 'Whether the answer is yes.' }),
          by: Text('Who answers.'),
          rule: optional(Text('The rule that asked. Default: an `approve` step.')),
        },
        'An answer to any ask of the run.',
      ),
    ),
    message: optional(
      closed(
        {
          role: optional(Text('Who says it. Default: `assistant`.')),
          text: Type.String({ description: 'What is said.' }),
        },
        'A message of a session.',
      ),
    ),
    answer: optional(
      OneOf(['grant', 'refuse'], 'The answer to what was asked last; after a grant that is judged again.'),
    ),
    step: optional(
      Type.Unsafe<string | Static<typeof step>>({
        anyOf: [Text('Its address.'), step],
        description: 'A step that would start; beside something else the step that it belongs to.',
      }),
    ),
    agent: optional(
      Text('Whose event it is: one of `agents`, or `none` for a command of the workflow. Default: the first.'),
    ),
    session: optional(Text('The session that it belongs to. Default: the one of its agent.')),
    sandboxed: optional(Type.Boolean({ description: 'Whether the agent runs in a sandbox. Default: false.' })),
    at: optional(
      Type.String({
        title: 'timestamp',
        pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})$',
        examples: ['2026-01-05T10:00:00Z', '2026-01-05T10:00:00+01:00'],
        description: 'When, with its zone. Default: a second after the event before.',
      }),
    ),
    files: texts('Files that are in the workspace from here on: texts by their path.'),
    without: optional(Type.Array(Text('A path.'), { description: 'Files that are gone from here on.' })),
    ok: optional(Type.Boolean({ description: 'Whether a tool call comes to what it wants. Default: true.' })),
    expect: optional(
      Type.Unsafe<'allow' | 'deny' | 'ask' | 'hold' | Static<typeof expectation>>({
        anyOf: [{ enum: ['allow', 'deny', 'ask', 'hold'] }, expectation],
        description: 'What is decided. Default: `allow`.',
      }),
    ),
    state: optional(
      Type.Unsafe<Record<string, Json>>({
        type: 'object',
        description: 'What the policies remember afterwards, as far as it is said here.',
      }),
    ),
  },
  'Something that happens.',
);
export type PolicyTestEvent = Static<typeof event>;

const one = closed(
  {
    name: Text('What the case shows.'),
    started_by: optional(Text('Who started the run. Default: `you@example.com`.')),
    files: texts('Files that are in the workspace: texts by their path.'),
    events: Type.Array(event, { minItems: 1, description: 'What happens, in this order.' }),
  },
  'Events of one run.',
);
export type PolicyTestCase = Static<typeof one>;
export type PolicyTestFile = Static<typeof file>;

const own = {
  name: Name('What the table is called.'),
  description: optional(Text('What it shows.')),
  policies: Policies('The policies that judge.'),
  cases: Type.Array(one, { minItems: 1, description: 'The cases; each is a run of its own.' }),
};

export const policyTestDocument = closed(
  {
    apiVersion: OneOf(['omni/v1'], 'The version of the language.'),
    kind: OneOf(['PolicyTest'], 'What this document is.'),
    ...own,
    agents: optional(MapOf(NAME, agentReference, 'The agents that events may name.')),
  },
  'A table of cases for policies: what happens, and what is decided of it. `omni policy test` runs it.',
);
const ownShape = Type.Object(own);

/** A table with its policies and agents resolved. */
export interface PolicyTestSpec extends Static<typeof ownShape> {
  agents: Record<string, AgentSpec>;
}

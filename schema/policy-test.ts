/** The PolicyTest document: a table of events, and what policies say of each. */
import { type Static, Type } from 'typebox';
import { type AgentSpec, agentReference } from './agent.ts';
import { closed, MapOf, NAME, Name, OneOf, Text } from './fields.ts';
import type { Json, JsonObject } from './json.ts';
import { Policies } from './policy-document.ts';

const facts = (description: string) => Type.Optional(Type.Unsafe<JsonObject>({ type: 'object', description }));

const event = closed(
  {
    tool: Type.Optional(
      Type.Unsafe<Readonly<Record<string, Json>>>({
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: { anyOf: [{ type: 'string' }, { type: 'object' }] },
        description: 'A tool call by its kind: `shell: COMMAND`, or `KIND: { … }` with its input.',
      }),
    ),
    turn: facts('A turn of an agent: `{ text }`.'),
    usage: facts('What a session used: `{ input, output, usd }`.'),
    verdict: facts('What a reviewer said: `{ verdict, reviewer, writer, files }`.'),
    merge: facts('A merge: `{ branch, into, files }`.'),
    approval: facts('An `approve` step.'),
    message: facts('A message: `{ role, text }`.'),
    answer: Type.Optional(OneOf(['grant', 'refuse'], 'The answer of a person to the last ask.')),
    step: Type.Optional(
      Type.Unsafe<string | JsonObject>({
        anyOf: [{ type: 'string', minLength: 1 }, { type: 'object' }],
        description: 'A step that would start; beside another event the step that it belongs to.',
      }),
    ),
    agent: Type.Optional(Text('Whose event it is: one of `agents`.')),
    session: Type.Optional(Text('The session that it belongs to.')),
    at: Type.Optional(Text('When: a timestamp with its zone.')),
    files: Type.Optional(
      Type.Unsafe<readonly JsonObject[]>({
        type: 'array',
        items: { type: 'object' },
        description: 'What a tool call does to files, where its input does not say it.',
      }),
    ),
    ok: Type.Optional(Type.Boolean({ description: 'Whether a tool call came to what it wanted. Default: true.' })),
    expect: Type.Optional(
      Type.Unsafe<Json>({
        anyOf: [{ enum: ['allow', 'deny', 'ask', 'hold'] }, { type: 'object' }],
        description: 'The decision, or `{ decision, rule, reason, opaque }`. Default: `allow`.',
      }),
    ),
    state: facts('What the policy remembers afterwards, as far as it is said here.'),
  },
  'Something that happens, and what is decided of it.',
);

const own = {
  name: Name('What the table is called.'),
  description: Type.Optional(Text('What it shows.')),
  policies: Policies('The policies that judge.'),
  cases: Type.Array(
    closed(
      {
        name: Text('What the case shows.'),
        events: Type.Array(event, { minItems: 1, description: 'What happens, in order.' }),
      },
      'Events of one run.',
    ),
    { minItems: 1, description: 'The cases; each begins with a new run.' },
  ),
};

export const policyTestDocument = closed(
  {
    apiVersion: OneOf(['omni/v1'], 'The version of the language.'),
    kind: OneOf(['PolicyTest'], 'What this document is.'),
    ...own,
    agents: Type.Optional(MapOf(NAME, agentReference, 'The agents that events may name.')),
  },
  'A table of cases for policies: what happens, and what is decided of it. `omni policy test` runs it.',
);
const ownShape = Type.Object(own);

/** A table with its policies and agents resolved. */
export interface PolicyTestSpec extends Static<typeof ownShape> {
  agents: Record<string, AgentSpec>;
}

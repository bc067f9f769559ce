/** The Policy document: state that a run accumulates, and the rules that guard what may happen next. */
import { type Static, Type } from 'typebox';
import { approvers } from './approvers.ts';
import { closed, Duration, IDENTIFIER, MapOf, Name, OneOf, SchemaOf, Text } from './fields.ts';
import type { Json, JsonObject } from './json.ts';
import { OPAQUE_KINDS, type OpaqueKind, POINTS, TRACK_POINTS } from './points.ts';

/** A word of a closed set, or a list of such words. */
const OneOrMore = <const Words extends readonly [string, ...string[]]>(words: Words, description: string) =>
  Type.Union([OneOf(words, 'One.'), Type.Array(OneOf(words, 'One.'), { minItems: 1, uniqueItems: true })], {
    description,
  });

const track = closed(
  {
    after: OneOrMore(TRACK_POINTS, 'What happened, or a list: then expressions see what all of them have.'),
    when: Type.Optional(Text('An expression; the state changes where it is true. Default: always.')),
    // What is no text stands for itself, and the spec holds it as an expression.
    set: Type.Unsafe<Record<string, string>>({
      ...MapOf(
        IDENTIFIER,
        Type.Union([Text('An expression.'), Type.Number(), Type.Boolean()]),
        'What state becomes: an expression by the name of each.',
      ),
      minProperties: 1,
    }),
  },
  'How the state follows what happens.',
);
export type TrackSpec = Static<typeof track>;

const rule = closed(
  {
    id: Type.String({
      title: 'rule id',
      pattern: '^[a-z][a-z0-9_-]{0,63}$',
      examples: ['ask-before-push', 'checkpoint'],
      description: 'How decisions name the rule; unique in its policy.',
    }),
    before: OneOrMore(POINTS, 'What can still be stopped, or a list: then expressions see what all of them have.'),
    when: Type.Optional(
      Text('An expression; the rule matches where it is true, and where it cannot be decided. Default: always.'),
    ),
    decide: OneOf(
      ['deny', 'ask', 'hold'],
      'What happens where the rule matches. Of all rules the strictest wins: `deny` refuses, `ask` waits for a person, `hold` waits and is judged again.',
    ),
    reason: Text('Why, for whoever is refused or asked; may hold `${{ }}`.'),
    approvers: Type.Optional(approvers),
    grant: Type.Optional(
      OneOf(
        ['once', 'session', 'run'],
        'How far an answer reaches: this call, or the same call in the rest of the session or of the run. Only with `decide: ask`. Default: `once`.',
      ),
    ),
    timeout: Type.Optional(
      Duration('How long people have; then the answer is no. Only with `decide: ask`. Default: 24h.'),
    ),
  },
  'A guard before something that can still be stopped.',
);
export type RuleSpec = Static<typeof rule>;

const named = { name: Name('How messages and decisions call the policy.') };

const fields = {
  description: Type.Optional(Text('What the policy is for.')),
  scope: Type.Optional(
    OneOf(
      ['run', 'session', 'agent'],
      'Whose doings share the state: those of all agents of the run, of one session, or of one agent. Default: `run`.',
    ),
  ),
  inputs: Type.Optional(
    MapOf(
      IDENTIFIER,
      SchemaOf('The JSON Schema of one input; without a `default` it is required.'),
      'What `with` may set, read as `inputs.NAME`.',
    ),
  ),
  state: Type.Optional(
    MapOf(
      IDENTIFIER,
      SchemaOf('The JSON Schema of one value, with the `default` that it begins with; `maxItems` keeps the newest.'),
      'What the policy remembers, read as `state.NAME` and changed by `track`.',
    ),
  ),
  opaque: Type.Optional(
    Type.Unsafe<OpaqueKind[]>({
      type: 'array',
      items: { enum: OPAQUE_KINDS, description: 'A kind.' },
      uniqueItems: true,
      description:
        'Which ways of not being readable make what a tool call does (`commands`, `files`, `hosts`, `installs`) unknown. Default: all.',
    }),
  ),
  track: Type.Optional(Type.Array(track, { description: 'How the state follows what happens.' })),
  rules: Type.Array(rule, { minItems: 1, description: 'The guards; each says what it stands before.' }),
};

export const policyDocument = closed(
  {
    apiVersion: OneOf(['omni/v1'], 'The version of the language.'),
    kind: OneOf(['Policy'], 'What this document is.'),
    ...named,
    ...fields,
  },
  'Guards: state that accumulates over a run, and rules that decide by it what may happen next.',
);

/** A policy that is written where it stands. */
export const inlinePolicy = closed({ ...named, ...fields }, 'A policy that is written here.');

/** A policy that stands elsewhere. */
export const usedPolicy = closed(
  {
    uses: Text('The policy: a file, a document of this file, or a built-in (`omni/budget`).'),
    with: Type.Optional(
      MapOf(
        IDENTIFIER,
        Type.Unsafe<Json>({ description: 'A value.' }),
        "The policy's inputs. Each is checked against its schema.",
      ),
    ),
    name: Type.Optional(Name('Another name, where one policy stands in a place twice.')),
  },
  'A policy that stands elsewhere, with the values of its inputs.',
);

const ownShape = Type.Object({ ...named, ...fields });

/** A policy as it stands somewhere: `uses` is resolved, and every input has its value. */
export interface PolicySpec extends Static<typeof ownShape> {
  inputs?: Record<string, JsonObject>;
  /** The value of every input. */
  with?: JsonObject;
  state?: Record<string, JsonObject>;
}

/** A list of policies; what it resolves to is its static type. */
export const Policies = (description: string) =>
  Type.Unsafe<PolicySpec[]>({
    type: 'array',
    items: { $ref: '#/$defs/PolicyReference' },
    // Each is judged at every call.
    maxItems: 100,
    description,
  });

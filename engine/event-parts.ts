/** What events are made of: outcomes, decisions, asks, origins, errors, usage and tool calls. See `events.ts`. */
import { type Static, Type } from 'typebox';
import { OPAQUE_KINDS } from '../schema/policy.ts';
import { TOOL_KINDS } from '../schema/tools.ts';

export const Text = Type.String();
export const Count = Type.Integer({ minimum: 0 });
export const Any = Type.Unknown();
export const optional = Type.Optional;

export const Outcome = Type.Union([
  Type.Literal('done'),
  Type.Literal('failed'),
  Type.Literal('refused'),
  Type.Literal('skipped'),
  Type.Literal('cancelled'),
]);
export type Outcome = Static<typeof Outcome>;

/** Why what runs has to stop. */
export const Why = Type.Union([
  Type.Literal('cancelled'),
  Type.Literal('timeout'),
  /** Of branches side by side: as many as are wanted are done, or no longer can be. */
  Type.Literal('enough'),
  Type.Literal('failed'),
  /** A policy lets the session go no further. */
  Type.Literal('refused'),
]);
export type Why = Static<typeof Why>;

/** Where an act of a person came from. `token` is a token's name and never its secret; `address` is that of the other end. */
export const Origin = Type.Object(
  {
    way: Type.Enum(['cli', 'page', 'api']),
    token: optional(Text),
    address: optional(Text),
  },
  { additionalProperties: false },
);
export type Origin = Static<typeof Origin>;

/** What a policy said of one thing, with the facts that it read. `ask` and `hold` keep the thing waiting. */
export const Decision = Type.Object({
  policy: Text,
  rule: Text,
  decision: Type.Union([Type.Literal('allow'), Type.Literal('deny'), Type.Literal('ask'), Type.Literal('hold')]),
  reason: optional(Text),
  facts: optional(Any),
  /** What an ask is bound to: a grant counts for every later decision with the same key in its scope. */
  key: optional(Text),
  /** Why the rule could not be decided, so that it matched. */
  unknown: optional(Text),
  /** Of a deny: not only this call is over, the session is. */
  stops: optional(Type.Boolean()),
  /** Of a hold: the clock may let go as well, so it is judged again at the minute. */
  timed: optional(Type.Boolean()),
});
export type Decision = Static<typeof Decision>;

/** Something only a person can settle. `id` is what `omni approve` takes. */
export const Ask = Type.Object({
  id: Text,
  kind: Type.Union([
    Type.Literal('policy'),
    Type.Literal('approve'),
    Type.Literal('choice'),
    Type.Literal('lost'),
    Type.Literal('question'),
  ]),
  text: Text,
  /** Binds a policy's ask to what was shown: a different command needs a new answer. */
  key: optional(Text),
  policy: optional(Text),
  rule: optional(Text),
  call: optional(Text),
  /** Of a policy: who is to act, by its name in the run, and in which session. */
  agent: optional(Text),
  session: optional(Text),
  show: optional(Type.Array(Text)),
  /** For a choice: what may be answered. */
  options: optional(Type.Array(Text)),
  /** For a question: what may follow a `/`, and the JSON Schema of a form. */
  commands: optional(Type.Array(Text)),
  output: optional(Type.Record(Text, Any)),
  notStarter: optional(Type.Boolean()),
  roles: optional(Type.Array(Text)),
  atLeast: optional(Count),
  expiresAt: optional(Count),
  /**
   * Of a policy: `once`, for who waits now and for nothing else; `as_shown`, and only as long as the rule reads what it
   * read then. Absent: for whatever has the same key.
   */
  grant: optional(Type.Enum(['once', 'as_shown'])),
  /** What exactly is asked, for people: the call, the merge, the prompt. */
  about: optional(Any),
  /** What the rule read. */
  facts: optional(Any),
  /** The policy's state and the costs as they are while the person decides, for its tracks. */
  was: optional(Any),
});
export type Ask = Static<typeof Ask>;

/** How the state of one policy changed; `changes` by the name of each value, see `Change` in `policies/words.ts`. */
export const Track = Type.Object({
  policy: Text,
  /** Whose state: '' is the run's, else a session or an agent. */
  key: Text,
  changes: Type.Record(Text, Any),
});
export type Track = Static<typeof Track>;

/** What a merge would land: one branch, with the content of every file that would change. */
export const Landing = Type.Object({
  branch: Text,
  into: Text,
  /** What of the branch would be merged. */
  commit: optional(Text),
  files: Type.Array(Type.Object({ path: Text, op: Text, hash: optional(Text) })),
  /** SHA-256 over all of it, in hex. */
  digest: Text,
});
export type Landing = Static<typeof Landing>;

export const ErrorValue = Type.Object({ code: Text, message: Text, step: optional(Text) });
/** Why a step failed, as a value: `code` is one of a small set (failed, timeout, lost, expression, refused, …). */
export type ErrorValue = Static<typeof ErrorValue>;

export const Usage = Type.Object({
  /** Tokens that were neither read from a cache nor written to one. */
  input: Count,
  output: Count,
  cacheRead: optional(Count),
  cacheWrite: optional(Count),
  /** Absent: the cost is unknown, which is never the same as 0. */
  costMicroUsd: optional(Count),
  /** The harness did not tell the cost: it was worked out by the run's price table. */
  priced: optional(Type.Literal('table')),
});
export type Usage = Static<typeof Usage>;

/** What other runs spent on one day, as days of UTC since 1970 count. An amount that is absent is unknown, never 0. */
export const Elsewhere = Type.Object({
  day: Count,
  /** By the person who started this run. */
  userMicroUsd: optional(Count),
  /** In this project: by everybody. */
  projectMicroUsd: optional(Count),
});
export type Elsewhere = Static<typeof Elsewhere>;

const Texts = Type.Array(Text);

/** What a tool call is, as far as it could be known before it happened: `Reading` of the policies. */
export const ToolReading = Type.Object({
  files: Type.Array(
    Type.Object({ path: Text, op: Type.Enum(['read', 'create', 'edit', 'delete']), hash: optional(Text) }),
  ),
  commands: Type.Array(Type.Object({ program: Text, subcommand: Text, args: Texts, flags: Texts })),
  installs: Texts,
  hosts: Texts,
  opaque: Type.Array(Type.Object({ kind: Type.Enum([...OPAQUE_KINDS]), why: Text })),
});
export type ToolReading = Static<typeof ToolReading>;

/** One tool call, in the words that every harness shares. `input` is what the harness said, after normalising. */
export const Tool = Type.Object({
  kind: Type.Enum([...TOOL_KINDS]),
  name: Text,
  input: Any,
  /** The agent inside the harness that makes the call, by the harness's own name; absent: the session's agent itself. */
  subagent: optional(Text),
  /** SHA-256 over kind, name and input, in hex. */
  digest: optional(Text),
  /** Absent: nobody read it. */
  reading: optional(ToolReading),
  /** SHA-256 over all that was read, also where `reading` holds only some of it. */
  read: optional(Text),
});
export type Tool = Static<typeof Tool>;

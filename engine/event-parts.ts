/** What events are made of: decisions, asks, errors, usage and tool calls. See `events.ts`. */
import { type Static, Type } from 'typebox';
import { OPAQUE_KINDS } from '../schema/policy.ts';

export const Text = Type.String();
export const Count = Type.Integer({ minimum: 0 });
export const Any = Type.Unknown();
export const optional = Type.Optional;

/** What a policy said of one thing, with the facts that it read. `ask` and `hold` keep the thing waiting. */
export const Decision = Type.Object({
  policy: Text,
  rule: Text,
  decision: Type.Union([Type.Literal('allow'), Type.Literal('deny'), Type.Literal('ask'), Type.Literal('hold')]),
  reason: optional(Text),
  facts: optional(Any),
  /** What an ask is bound to: a grant counts for every later decision with the same key in its scope. */
  key: optional(Text),
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
});
export type Ask = Static<typeof Ask>;

export const ErrorValue = Type.Object({ code: Text, message: Text, step: optional(Text) });
/** Why a step failed, as a value: `code` is one of a small set (failed, timeout, lost, expression, refused, …). */
export type ErrorValue = Static<typeof ErrorValue>;

export const Usage = Type.Object({
  input: Count,
  output: Count,
  cacheRead: optional(Count),
  cacheWrite: optional(Count),
  /** Absent: the cost is unknown, which is never the same as 0. */
  costMicroUsd: optional(Count),
});
export type Usage = Static<typeof Usage>;

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
  kind: Type.Enum(['shell', 'read', 'write', 'edit', 'delete', 'search', 'fetch', 'mcp', 'agent', 'other']),
  name: Text,
  input: Any,
  /** SHA-256 over kind, name and input, in hex. */
  digest: optional(Text),
  /** Absent: nobody read it. */
  reading: optional(ToolReading),
});
export type Tool = Static<typeof Tool>;

/** What another process may tell a run: an answer, a cancellation, a message. Anything else in the inbox is refused. */
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import type { Fact } from '../facts.ts';

/** Characters of what people say; whatever is longer is refused. */
export const longestWords = 100_000;

const Text = Type.String({ maxLength: longestWords });
const Seen = { id: Type.String({ minLength: 1, maxLength: 200 }), at: Type.Integer({ minimum: 0 }) };
const strict = { additionalProperties: false };

const InboxFact = Type.Union([
  Type.Object(
    {
      ...Seen,
      type: Type.Literal('approval.answered'),
      approval: Text,
      granted: Type.Boolean(),
      by: Text,
      comment: Type.Optional(Text),
      choice: Type.Optional(Text),
    },
    strict,
  ),
  Type.Object({ ...Seen, type: Type.Literal('cancel.requested'), by: Text }, strict),
  Type.Object(
    { ...Seen, type: Type.Literal('policy.added'), by: Text, policy: Type.Record(Type.String(), Type.Unknown()) },
    strict,
  ),
  Type.Object(
    {
      ...Seen,
      type: Type.Literal('question.answered'),
      approval: Text,
      by: Text,
      text: Type.Optional(Text),
      output: Type.Optional(Type.Unknown()),
    },
    strict,
  ),
  Type.Object(
    {
      ...Seen,
      type: Type.Literal('message.submitted'),
      frame: Type.Optional(Text),
      step: Type.Optional(Text),
      text: Text,
      by: Text,
    },
    strict,
  ),
]);
export type InboxFact = Static<typeof InboxFact>;

/**
 * Its id gets a place of its own: one that equals the id of another fact would be taken for that fact's redelivery.
 * @param at when it was taken: the sender's clock says nothing about deadlines.
 */
export function readInboxFact(value: unknown, at: number): Fact | undefined {
  return Check(InboxFact, value) ? ({ ...value, id: `inbox:${value.id}`, at } as Fact) : undefined;
}

/** What another process may tell a run: an answer, a cancellation, a message. Anything else in the inbox is refused. */
import { type Static, Type } from 'typebox';
import { Check } from 'typebox/value';
import { Origin } from '../event-parts.ts';
import type { Fact } from '../facts.ts';
import { inboxFactId } from '../ports/journal.ts';

/** Characters of what people say; whatever is longer is refused. */
export const longestWords = 100_000;

const Text = Type.String({ maxLength: longestWords });
const Seen = {
  id: Type.String({ minLength: 1, maxLength: 200 }),
  at: Type.Integer({ minimum: 0 }),
  from: Type.Optional(Origin),
};
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
export function readInboxFact(given: unknown, at: number): Fact | undefined {
  const value = withoutOddOrigin(given);
  return Check(InboxFact, value) ? ({ ...value, id: inboxFactId(value.id), at } as Fact) : undefined;
}

/** Characters of a token's name, or of an address. */
const longestOrigin = 200;

/** Where an answer came from is a note beside it: one that cannot be kept is left out, and the answer counts. */
function withoutOddOrigin(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || !('from' in value)) return value;
  const { from, ...rest } = value;
  const isShort = (text = '') => text.length <= longestOrigin;
  return Check(Origin, from) && isShort(from.token) && isShort(from.address) ? value : rest;
}

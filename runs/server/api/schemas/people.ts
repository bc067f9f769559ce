/** Who asks, and who may: the person, tokens and refused requests. */
import { Type } from 'typebox';
import { closed, limit, list, Moment, oneOf, optional, Role, RunId, Text } from './parts.ts';

const GivenRole = oneOf(['view', 'comment', 'answer', 'drive'], 'What the token lets its person do.');

export const Me = closed(
  {
    name: Type.String({ description: 'As it stands in the journal with everything this person does.' }),
    role: Role,
    run: optional(Type.String({ description: 'The only run that this person sees.' })),
    engine: optional(Type.String({ description: 'The version of omni that answers.' })),
  },
  'Who asks, and what they may.',
);

export const Token = closed(
  {
    id: Text,
    name: Text,
    role: GivenRole,
    run: optional(RunId),
    createdAt: Moment,
    createdBy: Text,
    expiresAt: Moment,
    revokedAt: optional(Moment),
    lastSeenAt: optional(Moment),
  },
  'A token: never its secret.',
);
export const Tokens = closed({ tokens: list(Token) }, 'Tokens, the newest first, with those that are over.');
export const NewToken = closed(
  {
    name: Type.String({ minLength: 1, maxLength: 200, description: 'Of the person who will speak with it.' }),
    role: GivenRole,
    run: optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'The only run that it reaches; else all.' }),
    ),
    expiresInMs: Type.Integer({
      minimum: 3_600_000,
      maximum: 31_536_000_000,
      description: 'Milliseconds from now: from an hour to 365 days.',
    }),
  },
  'A token to make.',
);
export const CreatedToken = closed(
  { token: Token, text: Type.String({ description: 'The token itself: it is told this once, and kept nowhere.' }) },
  'The token that was made.',
);

export const RefusalsQuery = closed({ limit: limit(500, 100) });
export const Refusals = closed(
  {
    refusals: list(
      closed({
        at: Moment,
        address: Text,
        method: Text,
        path: Text,
        host: Text,
        why: Text,
        token: optional(Text),
      }),
    ),
  },
  'Requests that were refused, the newest first.',
);

/** What the schemas of the API are made of. Moments are milliseconds since the epoch, money is integer micro-dollars. */
import { type TProperties, Type } from 'typebox';
import { ROLES } from '../../../access/roles.ts';

/** An object that admits no other key. */
export const closed = <const P extends TProperties>(properties: P, description?: string) =>
  Type.Object(properties, { additionalProperties: false, ...(description !== undefined && { description }) });

export const optional = Type.Optional;
export const list = Type.Array;
export const Text = Type.String();
export const Flag = Type.Boolean();
export const Count = Type.Integer({ minimum: 0 });
export const Any = Type.Unknown();
export const Moment = Type.Integer({ minimum: 0, description: 'Milliseconds since the epoch.' });
export const MicroUsd = Type.Integer({ minimum: 0, description: 'Micro-dollars: 1,000,000 of them are a dollar.' });

/** One of a closed set of words. */
export const oneOf = <const Words extends readonly string[]>(words: Words, description?: string) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: words, ...(description !== undefined && { description }) });

export const RunId = Type.String({ minLength: 1, maxLength: 200, description: 'The id of a run.' });
export const Address = Type.String({
  minLength: 1,
  maxLength: 2_000,
  description:
    'The address of a step: its frame and its id, as in `build@1[2]/write`. In a path it is percent-encoded.',
});
/** Of an event in its run. */
export const Seq = Type.Integer({
  minimum: 1,
  description: 'The number of an event in its run, from 1, without a gap.',
});
export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256, in hex.' });

export const Role = oneOf(ROLES, 'What a person may do; each role may all that those before it may.');

/** From where an act came. */
export const Origin = closed(
  { way: oneOf(['cli', 'page', 'api']), token: optional(Text), address: optional(Text) },
  'By which way something was done, with which token (its id), and from which address.',
);

/** Of a page: at most so many. */
export const limit = (most: number, usual: number) =>
  optional(
    Type.Integer({ minimum: 1, maximum: most, default: usual, description: `How many at most; else ${usual}.` }),
  );
export const Cursor = optional(
  Type.String({ minLength: 1, maxLength: 500, description: 'The `next` of the page before, as it was given.' }),
);
export const Next = optional(
  Type.String({ description: 'Give it as `cursor` for the next page; absent: this is the last.' }),
);

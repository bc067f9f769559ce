/** `steps`: a body of its own, run once, for each item of a list, or again and again. */
import { type Static, Type } from 'typebox';
import { Count, IDENTIFIER, MapOf, Text } from '../fields.ts';
import type { Json } from '../json.ts';
import { Body, stepOf } from './common.ts';

const own = {
  parallel: Type.Optional(
    Type.Unsafe<'all' | 'any' | number>({
      anyOf: [{ enum: ['all', 'any'] }, { type: 'integer', minimum: 1, maximum: 1000 }],
      description:
        'The steps run side by side, each a branch. The group is done when `all`, `any` one or that many of them are, and fails as soon as they no longer can be; the rest is cancelled first.',
    }),
  ),
  foreach: Type.Optional(
    MapOf(
      IDENTIFIER,
      Type.Unsafe<string | Json[]>({
        anyOf: [Text('A `${{ }}` that gives a list.'), { type: 'array', description: 'The items.' }],
      }),
      'Names and the lists they run over; several names give every combination.',
    ),
  ),
  max_parallel: Type.Optional(Count('How many items are open at once. Default: 4.')),
  until: Type.Optional(Text('An expression, judged after each round; the loop ends when it is true.')),
  max: Type.Optional(
    Count('The most rounds, required with `until`; a loop that reaches it without its condition fails.'),
  ),
};

export const groupStep = stepOf(
  { steps: Body('The steps, in order.'), ...own },
  'A group: its steps in order, once. With `parallel` side by side, with `foreach` once for each item, with `until` again and again.',
);
const ownShape = Type.Object(own);
export type GroupKeys = Static<typeof ownShape>;

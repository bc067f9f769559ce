/** `wait`: nothing happens until a time has come. */
import { type Static, Type } from 'typebox';
import { Text } from '../fields.ts';
import { stepOf } from './common.ts';

const own = {
  wait: Text(
    'A duration (`15m`, `2d`) or a timestamp with its zone (`2027-01-31T09:00:00Z`); may be a `${{ }}` that gives one.',
  ),
};

export const waitStep = stepOf(
  own,
  'Waits for a time to pass, or for a time to come. It is durable: the run needs no process meanwhile.',
);
const ownShape = Type.Object(own);
export type WaitKeys = Static<typeof ownShape>;

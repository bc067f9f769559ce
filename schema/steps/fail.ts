/** `fail`: ends its body as failed. */
import { type Static, Type } from 'typebox';
import { Text } from '../fields.ts';
import { stepOf } from './common.ts';

const own = { fail: Text('Why; may hold `${{ }}`.') };

export const failStep = stepOf(own, 'Ends its body as failed, with this text.');
const ownShape = Type.Object(own);
export type FailKeys = Static<typeof ownShape>;

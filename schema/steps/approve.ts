/** `approve`: a durable gate that a person opens. */
import { type Static, Type } from 'typebox';
import { approvers } from '../approvers.ts';
import { StepId, Text } from '../fields.ts';
import { stepOf } from './common.ts';

const own = {
  approve: Text('What the person is asked; may hold `${{ }}`.'),
  approvers: Type.Optional(approvers),
  show: Type.Optional(Type.Array(StepId('A step.'), { description: 'The steps whose results are shown.' })),
};

export const approveStep = stepOf(
  own,
  'A durable gate: a person approves, or the step fails, after a refusal or when its time is over.',
);
const ownShape = Type.Object(own);
export type ApproveKeys = Static<typeof ownShape>;

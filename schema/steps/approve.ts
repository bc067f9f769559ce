/** `approve`: a durable gate that a person opens. */
import { type Static, Type } from 'typebox';
import { closed, OneOf, StepId, Text } from '../fields.ts';
import { stepOf } from './common.ts';

const own = {
  approve: Text('What the person is asked; may hold `${{ }}`.'),
  approvers: Type.Optional(
    closed(
      {
        roles: Type.Optional(
          Type.Array(Text('A role.'), {
            minItems: 1,
            description: 'Who may answer. Not yet available in this version.',
          }),
        ),
        not: Type.Optional(
          Type.Array(OneOf(['starter'], 'Whoever started the run.'), {
            minItems: 1,
            uniqueItems: true,
            description: 'Who may not answer.',
          }),
        ),
        at_least: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 100, description: 'How many different people. Default: 1.' }),
        ),
      },
      'Who may answer, and how many must.',
    ),
  ),
  show: Type.Optional(Type.Array(StepId('A step.'), { description: 'The steps whose results are shown.' })),
};

export const approveStep = stepOf(
  own,
  'A durable gate: a person approves, or the step fails, after a refusal or when its time is over.',
);
const ownShape = Type.Object(own);
export type ApproveKeys = Static<typeof ownShape>;

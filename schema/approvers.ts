/** Who may answer where a person is asked: of an `approve` step, and of a rule that asks. */
import { Type } from 'typebox';
import { closed, OneOf, Text } from './fields.ts';

export const approvers = closed(
  {
    roles: Type.Optional(
      Type.Array(Text('A role.'), {
        minItems: 1,
        uniqueItems: true,
        description: 'Only people who have one of these roles, as `omni.yaml` gives them.',
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
);

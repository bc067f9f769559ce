/** `review`: another step's diff goes to a reviewer, and back to its writer with findings. */
import { type Static, Type } from 'typebox';
import { Count, closed, OneOf, StepId, Text } from '../fields.ts';
import { stepOf } from './common.ts';

const own = {
  review: StepId('The agent step whose diff is reviewed; an earlier step of the same body.'),
  reviewer: closed(
    {
      from: Type.Array(Text('An agent.'), { minItems: 1, uniqueItems: true, description: 'Who may review.' }),
      vendor: Type.Optional(
        OneOf(
          ['different', 'any'],
          "Whether the reviewer's vendor must differ from the writer's. Default: `different`.",
        ),
      ),
    },
    'Who reviews.',
  ),
  contract: Type.Optional(Text('What the diff has to fulfil; may hold `${{ }}`.')),
  max_rounds: Type.Optional(Count('The most verdicts. Default: 3.')),
};

export const reviewStep = stepOf(
  own,
  "Routes another step's diff to a reviewer. Changes that are asked for go back to the writer, in the same session, and everything between runs again. The step fails when the rounds are spent, the same is found twice, or the verdict is `reject`.",
);
const ownShape = Type.Object(own);
export type ReviewKeys = Static<typeof ownShape>;

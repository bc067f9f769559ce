/** `run`: a command in the workspace. */
import { type Static, Type } from 'typebox';
import { OneOf, Text } from '../fields.ts';
import { stepOf } from './common.ts';

const own = {
  run: Type.Union(
    [
      Text('A shell command. Data reaches it through `env`, never through `${{ }}`.'),
      Type.Array(Type.String(), { minItems: 1, description: 'The program, then its arguments.' }),
    ],
    { description: 'A command: a shell string, or an argv list that runs as it is and may hold `${{ }}`.' },
  ),
  on_lost: Type.Optional(
    OneOf(['retry', 'ask', 'fail'], 'After a crash, when nobody knows how far the command came. Default: `ask`.'),
  ),
};

export const runStep = stepOf(own, 'A command in the workspace. It fails when its exit code is not 0.');
const ownShape = Type.Object(own);
export type RunKeys = Static<typeof ownShape>;

/** `merge`: finished branches land in a branch of this repository. */
import { type Static, Type } from 'typebox';
import { Text } from '../fields.ts';
import { stepOf } from './common.ts';

const own = {
  merge: Type.Union(
    [
      Text('A step whose branches are merged.'),
      Type.Array(Text('A branch; may hold `${{ }}`.'), { minItems: 1, description: 'Branches.' }),
    ],
    {
      description:
        'The step whose finished branches are merged (of a foreach, those of its items that are done), or a list of branches, which may hold `${{ }}`.',
    },
  ),
  into: Text(
    'The branch they land in; may hold `${{ }}`. Nothing is pushed; a conflict fails the step and leaves it untouched.',
  ),
};

export const mergeStep = stepOf(own, 'Lands branches in a branch of this repository.');
const ownShape = Type.Object(own);
export type MergeKeys = Static<typeof ownShape>;

/** `uses`: another workflow as a step. */
import { type Static, Type } from 'typebox';
import { IDENTIFIER, MapOf, Text } from '../fields.ts';
import type { Json } from '../json.ts';
import { stepOf } from './common.ts';

const own = {
  uses: Text('The file of a workflow, relative to this file and never outside the project.'),
  with: Type.Optional(
    MapOf(
      IDENTIFIER,
      Type.Unsafe<Json>({ description: 'A value, or a `${{ }}` that gives it.' }),
      "That workflow's inputs. Each is checked against its schema.",
    ),
  ),
};

export const usesStep = stepOf(
  own,
  "Runs another workflow as a step: with its own names, agents and steps, in this step's place and under its limits.",
);
const ownShape = Type.Object(own);
export type UsesKeys = Static<typeof ownShape>;

/** The Project document: `omni.yaml` at the root of a project, which says what holds for all of its workflows. */
import { type Static, Type } from 'typebox';
import { closed, MapOf, NAME, Name, OneOf, Text } from './fields.ts';
import { Policies } from './policy-document.ts';

const own = {
  name: Type.Optional(Name('What the project is called.')),
  policies: Type.Optional(
    Policies('Policies over every run of this project. No workflow, agent or step loosens them.'),
  ),
  roles: Type.Optional(
    MapOf(
      NAME,
      Type.Array(Text('A person, as `git config user.email` says it.'), {
        minItems: 1,
        uniqueItems: true,
        description: 'The people who have the role.',
      }),
      'Who may answer where `approvers` name a role.',
    ),
  ),
};

export const projectDocument = closed(
  {
    apiVersion: OneOf(['omni/v1'], 'The version of the language.'),
    kind: OneOf(['Project'], 'What this document is.'),
    ...own,
  },
  'What holds for every workflow of a project: the file `omni.yaml` at its root.',
);
const ownShape = Type.Object(own);
export type ProjectSpec = Static<typeof ownShape>;

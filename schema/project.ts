/** The Project document: `omni.yaml` at the root of a project, which says what holds for all of its workflows. */
import { type Static, Type } from 'typebox';
import { closed, MapOf, NAME, Name, OneOf, Text } from './fields.ts';
import { HARNESSES } from './harnesses.ts';
import { Policies } from './policy-document.ts';

type Harness = (typeof HARNESSES)[number];

/** One name for all harnesses, or one for each. */
const Model = Type.Unsafe<string | Partial<Record<Harness, string>>>({
  anyOf: [
    Text('The model, on every harness.'),
    Type.Object(
      Object.fromEntries(HARNESSES.map((harness) => [harness, Type.Optional(Type.String({ minLength: 1 }))])),
      {
        additionalProperties: false,
        minProperties: 1,
      },
    ),
  ],
  description: 'The model, or the model for each harness.',
});

const own = {
  name: Type.Optional(Name('What the project is called.')),
  policies: Type.Optional(
    Policies('Policies over every run of this project. No workflow, agent or step loosens them.'),
  ),
  models: Type.Optional(
    MapOf(
      NAME,
      Model,
      'Aliases that agents may give as their `model`: each is a model, or a map from harnesses to models; never another alias.',
    ),
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

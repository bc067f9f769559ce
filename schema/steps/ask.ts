/** `ask`: a durable question to a person, and with an `output` a form. */
import { type Static, Type } from 'typebox';
import { FileOr, SchemaOf, Text } from '../fields.ts';
import { stepOf } from './common.ts';

const own = {
  ask: Text('What the person is asked; may hold `${{ }}`.'),
  commands: Type.Optional(
    Type.Array(Type.String({ title: 'command', pattern: '^[a-z][a-z0-9_-]{0,31}$', examples: ['debate', 'quit'] }), {
      minItems: 1,
      uniqueItems: true,
      description:
        'Words that an answer may begin with after a `/`: `/debate 2` gives `command` debate and `args` 2. Any other `/word` is refused.',
    }),
  ),
  output: Type.Optional(
    FileOr(
      SchemaOf('A JSON Schema.'),
      'A JSON Schema of an object: the answer is a form, and later expressions are checked against it.',
    ),
  ),
};

export const askStep = stepOf(
  own,
  'A durable question to a person. The run waits for days without a process; `omni send` answers. With a `timeout` it fails when nobody answers in time.',
);
const ownShape = Type.Object(own);
export type AskKeys = Static<typeof ownShape>;

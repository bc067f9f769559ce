/** `debate`: several heads answer blind, then criticise each other. */
import { type Static, Type } from 'typebox';
import { closed, OneOf, StepId, Text } from '../fields.ts';
import { stepOf } from './common.ts';

/** A count that may be 0, or a template that gives it. */
const Rounds = Type.Union(
  [
    Type.Integer({ minimum: 0, maximum: 100 }),
    Type.String({
      title: 'number or ${{ }}',
      pattern: '^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$',
      examples: ['"${{ inputs.rounds }}"'],
    }),
  ],
  { description: 'The most rounds of criticism after the blind one; 0: side by side only. Default: 2.' },
);

const own = {
  debate: Text('The question; may hold `${{ }}`.'),
  heads: Type.Array(Text('An agent.'), {
    minItems: 2,
    maxItems: 8,
    uniqueItems: true,
    description: 'The agents that answer. They may read, search and fetch, and change nothing.',
  }),
  max_rounds: Type.Optional(Rounds),
  stop_when: Type.Optional(
    OneOf(['converged'], '`converged`: no further round once every head says that it agrees with the others.'),
  ),
  judge: Type.Optional(
    Type.Unsafe<string | { agent: string; vendor?: 'any' | 'neutral' }>({
      anyOf: [
        Text('An agent that is not one of the heads.'),
        closed(
          {
            agent: Text('An agent that is not one of the heads.'),
            vendor: Type.Optional(
              OneOf(['any', 'neutral'], '`neutral`: of another vendor than every head. Default: `any`.'),
            ),
          },
          'Who judges.',
        ),
      ],
      description: 'The agent that writes the synthesis: what the heads share, where they differ.',
    }),
  ),
  continues: Type.Optional(
    StepId(
      "An earlier debate of the same heads: they keep its sessions, and where the question is the same its answers are the blind round. In a round of `until` it may be the round before's.",
    ),
  ),
};

export const debateStep = stepOf(
  own,
  'Heads answer blind and side by side, then criticise the last answers of the others, which are not named to them, in up to `max_rounds` rounds. A head that fails is named, and the debate goes on while two remain.',
);
const ownShape = Type.Object(own);
export type DebateKeys = Static<typeof ownShape>;

/** The keys that every step may have, whatever its kind. */
import { type Static, type TSchema, Type } from 'typebox';
import { closed, Duration, DurationOrTemplate, IDENTIFIER, MapOf, OneOf, StepId, Text } from '../fields.ts';
import { Policies } from '../policy-document.ts';

/** A body: what stands under `steps` and under a handler's `on_error`. Its type is tied in `index.ts`. */
export const Body = (description: string) =>
  Type.Unsafe<unknown[]>({ type: 'array', minItems: 1, items: { $ref: '#/$defs/Step' }, description });

export const commonFields = {
  id: Type.Optional(StepId('How expressions refer to this step: `steps.ID`. Optional where nothing does.')),
  if: Type.Optional(Text('An expression; the step is skipped when it is false.')),
  timeout: Type.Optional(
    DurationOrTemplate(
      'The longest time that one attempt may take. An approval waits that long for its people, 24h where nothing is said. May be a `${{ }}` that gives a duration.',
    ),
  ),
  retry: Type.Optional(
    closed(
      {
        attempts: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 1000,
            description: 'How many attempts in all, the first included. Default: 1.',
          }),
        ),
        backoff: Type.Optional(Duration('The delay before the first retry; it doubles with each, with jitter.')),
        on: Type.Optional(
          Type.Array(OneOf(['failed', 'timeout', 'lost'], 'A way an attempt can end.'), {
            minItems: 1,
            uniqueItems: true,
            description: 'What is tried again. Default: `[failed, timeout]`.',
          }),
        ),
      },
      'When and how often a failed attempt is tried again.',
    ),
  ),
  on_error: Type.Optional(
    Type.Unsafe<unknown>({
      anyOf: [
        { enum: ['fail', 'continue', 'ask'] },
        Body('Steps that handle the failure; they see `error {step, code, message}`.'),
      ],
      description:
        'What a failure does. `fail` ends the body, `continue` goes on, `ask` lets a person choose to retry, continue or fail, steps handle it. Default: `fail`.',
    }),
  ),
  env: Type.Optional(
    MapOf(
      IDENTIFIER,
      Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
      'Environment variables; each may hold `${{ }}`. The only place for `secrets.X`, and how data reaches a shell command.',
    ),
  ),
  worktree: Type.Optional(
    Type.Unsafe<true | { base?: string; branch?: string }>({
      anyOf: [
        { enum: [true] },
        closed(
          {
            base: Type.Optional(
              Text('The branch to start from; may hold `${{ }}`. Default: what the run started from.'),
            ),
            branch: Type.Optional(Text('The branch to create; may hold `${{ }}`. Default: `omni/RUN/STEP[-ITEM]`.')),
          },
          'Where the worktree starts.',
        ),
      ],
      description: 'A git worktree and branch of its own; in a foreach one for each item.',
    }),
  ),
  policies: Type.Optional(Policies('Policies over this step and all within it.')),
};

const common = Type.Object(commonFields);
export type CommonKeys = Static<typeof common>;

/** A step of one kind: the common keys and its own, and no other. */
export const stepOf = <Own extends Record<string, TSchema>>(own: Own, description: string) =>
  closed({ ...own, ...commonFields }, description);

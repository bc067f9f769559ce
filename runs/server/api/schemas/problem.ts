/** How a request is refused: `application/problem+json`, RFC 9457. */
import { type Static, Type } from 'typebox';
import { closed, list, optional, Text } from './parts.ts';

export const Problem = closed(
  {
    type: Type.String({
      format: 'uri-reference',
      description: 'Where this server explains the code of the error; `about:blank`: the status says it all.',
    }),
    title: Text,
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: optional(Type.String({ description: 'What is wrong here.' })),
    help: optional(Type.String({ description: 'What to do instead.' })),
    code: optional(Type.String({ pattern: '^OMNI\\d{4}$', description: 'What `omni explain` takes.' })),
    errors: optional(
      list(
        closed({
          path: Type.String({ description: 'A JSON pointer into the request: `/body/inputs/goal`, `/query/limit`.' }),
          message: Text,
        }),
        { description: 'Each thing of the request that is wrong.' },
      ),
    ),
  },
  'A problem, as RFC 9457 has it.',
);
export type Problem = Static<typeof Problem>;

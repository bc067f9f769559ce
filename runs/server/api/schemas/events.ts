/** Events as the journal has them: the schemas are the engine's own. */
import { type Static, Type } from 'typebox';
import {
  type Envelope as EngineEnvelope,
  type RunEvent as EngineEvent,
  eventSchemas,
} from '../../../../engine/events.ts';
import { Address, Any, Count, closed, Hash, list, oneOf, optional, RunId, Seq, Text } from './parts.ts';

export const RunEvent = Type.Unsafe<EngineEvent>({
  anyOf: Object.values(eventSchemas),
  description: 'One thing that happened. Its `type` says what else is there.',
});

export const Envelope = Type.Unsafe<EngineEnvelope>(
  closed(
    {
      run: RunId,
      seq: Seq,
      event: RunEvent,
      prevHash: Type.String({
        pattern: '^([0-9a-f]{64})?$',
        description: 'The `hash` of the event before; empty at the first.',
      }),
      hash: Hash,
    },
    'A row of the journal. `hash` is SHA-256 over the canonical JSON of all the rest, so it stands for every row before it.',
  ),
);

const EventType = oneOf(Object.keys(eventSchemas) as (keyof typeof eventSchemas)[]);

export const EventsQuery = closed({
  after: optional(Type.Integer({ minimum: 0, description: 'Only events after this one; else from the first.' })),
  limit: optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000,
      default: 200,
      description: 'How many at most; else 200. Not for a stream.',
    }),
  ),
  type: optional(list(EventType, { maxItems: 50, description: 'Only events of these types (repeatable).' })),
  step: optional(Address),
});

export const EventsPage = closed(
  {
    events: list(Envelope),
    next: optional(
      Type.Integer({ minimum: 1, description: 'Give it as `after` for the next page; absent: that was all so far.' }),
    ),
    head: closed({ seq: Count, hash: Text }, 'The last event of the run when this was read.'),
  },
  'Events in order. Values that were too large for a row stand in `event.blobs` by their hash.',
);

export const EventAt = closed(
  {
    seq: Seq,
    event: RunEvent,
    before: Any,
    after: Any,
    changes: list(
      closed({
        path: list(Type.Union([Text, Count])),
        before: optional(Any),
        after: optional(Any),
      }),
      { description: 'What the event changed in the state, by where it stands.' },
    ),
    moreChanges: Type.Integer({ minimum: 0, description: 'How many more there are than `changes` lists.' }),
  },
  'An event, whole, and the state of the run before and after it.',
);
export type EventsPage = Static<typeof EventsPage>;

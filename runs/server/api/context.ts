/** What the handlers of the API are lent, and what each is told of its request. */
import type { FastifyReply } from 'fastify';
import type { Visitor } from '../../access/index.ts';
import type { History } from '../../history/index.ts';
import type { Audit } from '../guard/audit.ts';
import type { Changes } from '../live/changes.ts';
import type { LiveViews } from '../live-views.ts';
import type { ServerPorts } from '../ports.ts';
import type { AnswerOf, Api, BodyOf, OperationId, ParamsOf, QueryOf } from './operations/index.ts';

export interface ApiParts extends ServerPorts {
  readonly history: History;
  readonly views: LiveViews;
  readonly changes: Changes;
  /** Writes down what was refused. */
  readonly audit: Audit;
  /** The version of omni, where it is told. */
  readonly engine?: string;
}

/** A request that was checked. */
export interface Asked<Id extends OperationId> {
  readonly params: ParamsOf<Api[Id]>;
  readonly query: QueryOf<Api[Id]>;
  readonly body: BodyOf<Api[Id]>;
  readonly person: Visitor;
  /** The idempotency key, where one was given. */
  readonly key?: string;
  /** For headers alone. */
  readonly reply: FastifyReply;
}

export interface AskedStream<Id extends OperationId> extends Omit<Asked<Id>, 'body' | 'key'> {
  /** What the reader has seen, by `Last-Event-ID`. */
  readonly lastId?: number;
  /** The reader is gone, or may not look any longer. */
  readonly left: AbortSignal;
}

/** A text that is known by its hash. */
export interface KeptText {
  readonly hash: string;
  readonly text: string;
}

type Answered<Id extends OperationId> = Api[Id]['as'] extends 'text' ? KeptText : AnswerOf<Api[Id]>;
type Streaming = {
  [Id in OperationId]: Api[Id] extends { as: 'events' } | { streams: true } ? Id : never;
}[OperationId];
type Answering = Exclude<
  OperationId,
  { [Id in OperationId]: Api[Id]['as'] extends 'events' ? Id : never }[OperationId]
>;

/** One for each operation that answers once. */
export type Handlers = {
  readonly [Id in Answering]: (asked: Asked<Id>) => Promise<Answered<Id>> | Answered<Id>;
};
/** One for each that streams. @throws ApiError before anything is sent */
export type Streams = {
  readonly [Id in Streaming]: (asked: AskedStream<Id>) => AsyncIterable<string>;
};

/**
 * What an operation of the API says of itself. Routes, their checks, the OpenAPI document and the client all come from
 * this one table, so none of them can say otherwise.
 */
import type { Static, TSchema } from 'typebox';
import type { Role } from '../../../access/roles.ts';
import type { Frozen } from '../schemas/frozen.ts';

export type Method = 'GET' | 'POST' | 'DELETE';
export type Tag = 'Runs' | 'History' | 'Work' | 'Acts' | 'Comments' | 'People';

export interface Operation {
  readonly method: Method;
  /** Below `/api/v1`; `:name` is a parameter. */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly description?: string;
  /** What a person has to hold. */
  readonly role: Role;
  readonly params?: TSchema;
  readonly query?: TSchema;
  readonly body?: TSchema;
  /** Of an answer that goes well. */
  readonly status: 200 | 201 | 202;
  readonly answer: TSchema;
  /** `json`: checked against `answer`. `text`: the text as it is kept, byte by byte. `events`: server-sent events alone. */
  readonly as: 'json' | 'text' | 'events';
  /** The same address answers `Accept: text/event-stream` with a stream. */
  readonly streams?: true;
  /** It reaches several runs; its handler keeps a person who sees only one to it. */
  readonly keepsToRun?: true;
  /** False: it takes no idempotency key, for its answer is kept nowhere. */
  readonly once?: false;
  /** Statuses of problems, beyond those that any operation may answer. */
  readonly problems: readonly number[];
}

type Of<Schema> = Schema extends TSchema ? Frozen<Static<Schema>> : undefined;

export type ParamsOf<O extends Operation> = Of<O['params']>;
export type QueryOf<O extends Operation> = Of<O['query']>;
export type BodyOf<O extends Operation> = Of<O['body']>;
export type AnswerOf<O extends Operation> = Frozen<Static<O['answer']>>;

/** Keeps the literal types of what is written down. */
export const operations = <const Table extends { readonly [id: string]: Operation }>(table: Table): Table => table;

/** The operations of the API, called. Their answers are checked by the schemas that the server checks them by. */
import { randomUUID } from 'node:crypto';
import { checkOf } from '../server/api/check.ts';
import type {
  AnswerOf,
  Api,
  BodyOf,
  Operation,
  OperationId,
  ParamsOf,
  QueryOf,
} from '../server/api/operations/index.ts';
import { api, apiPrefix } from '../server/api/operations/index.ts';
import { unbelievable } from './failure.ts';
import { ask, type Server } from './transport.ts';

export type CallOf<Id extends OperationId> = Given<'params', ParamsOf<Api[Id]>> &
  Partial<Given<'query', QueryOf<Api[Id]>>> &
  Given<'body', BodyOf<Api[Id]>>;
type Given<Name extends string, Value> = Value extends undefined ? unknown : { readonly [Key in Name]: Value };

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Of a write; one is made where none is given. */
  readonly key?: string;
}

export interface Client {
  readonly server: Server;
  /** @throws OmniError OMNI7031 to OMNI7033 */
  call<Id extends OperationId>(id: Id, call: CallOf<Id>, options?: CallOptions): Promise<AnswerOf<Api[Id]>>;
  /** Of an operation that answers a text as it is kept. */
  text<Id extends OperationId>(id: Id, call: CallOf<Id>): Promise<string>;
}

export function openClient(server: Server): Client {
  const request = (id: OperationId, call: object, { signal, key }: CallOptions = {}): Promise<string> => {
    const operation: Operation = api[id];
    const { body } = call as { readonly body?: unknown };
    const isWrite = operation.method === 'POST' && operation.once !== false;
    return ask(server, {
      method: operation.method,
      path: pathOf(id, call),
      ...(isWrite && { headers: { 'idempotency-key': key ?? randomUUID() } }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
  };
  return {
    server,
    async call(id, call, options) {
      return believe(id, parse(await request(id, call, options)));
    },
    text: (id, call) => request(id, call),
  };
}

/** An answer that fits its schema. @throws OmniError OMNI7033 */
export function believe<Id extends OperationId>(id: Id, answer: unknown): AnswerOf<Api[Id]> {
  const [wrong] = checkOf(api[id].answer)(answer);
  if (wrong !== undefined) throw unbelievable(`${id} ${wrong.path} ${wrong.message}`);
  return answer as AnswerOf<Api[Id]>;
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unbelievable('it is no JSON');
  }
}

/** The address of an operation, from the root of the server. */
export function pathOf(id: OperationId, call: object): string {
  const { params = {}, query = {} } = call as Readonly<Record<'params' | 'query', Readonly<Record<string, unknown>>>>;
  const path = api[id].path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (one !== undefined) search.append(name, String(one));
  }
  return `${apiPrefix}${path}${search.size === 0 ? '' : `?${search}`}`;
}

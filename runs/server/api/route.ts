/** One operation as a route: checked on the way in, done, and checked on the way out. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Writes } from '../../access/index.ts';
import { sendStream } from '../live/sse.ts';
import { checkOf, type Wrong } from './check.ts';
import type { Asked, AskedStream, Handlers, KeptText, Streams } from './context.ts';
import { doOnce, readKey } from './once.ts';
import { type Operation, type OperationId, operationOf } from './operations/index.ts';
import { ApiError } from './problem.ts';
import { readTexts } from './read-text.ts';
import { closed } from './schemas/parts.ts';

export interface RouteParts {
  readonly handlers: Handlers;
  readonly streams: Streams;
  readonly writes: Writes;
}

const nothing = closed({});
/** Of an operation without a body: none, or an empty one. */
const noBody = Type.Union([Type.Null(), nothing]);

export function addRoute(scope: FastifyInstance, id: OperationId, parts: RouteParts): void {
  const operation = operationOf(id);
  const { method, path, role, keepsToRun, params = nothing, query = nothing, body = noBody } = operation;
  const isStream = operation.as === 'events' || operation.streams === true;
  scope.route({
    method,
    url: path,
    exposeHeadRoute: hasHead(operation),
    config: { role, ...(keepsToRun && { keepsToRun }), ...(isStream && { stream: true }) },
    schema: { params, querystring: query, ...(method === 'POST' && { body }) },
    validatorCompiler: ({ schema, httpPart }) => checkPart(schema as TSchema, httpPart),
    handler: async (request, reply) => {
      const asked = readRequest(request, reply);
      if (isStream && (operation.as === 'events' || wantsStream(request))) return stream(id, parts, asked, request);
      if (operation.as === 'text') return sendText(request, reply, (await call(id, parts, asked)) as KeptText);
      return sendJson(operation, await perform(id, parts, asked, request), request, reply);
    },
  });
}

const partNames: Readonly<Record<string, string>> = { querystring: 'query', params: 'path' };

function checkPart(schema: TSchema, part = 'body') {
  const check = checkOf(schema);
  const isText = part !== 'body';
  return (given: unknown) => {
    const value = isText ? readTexts(schema, given as Readonly<Record<string, unknown>>) : given;
    const wrong = check(value);
    return wrong.length === 0 ? { value } : { error: refusal(partNames[part] ?? part, wrong) };
  };
}

function refusal(part: string, wrong: readonly Wrong[]): ApiError {
  const errors = wrong.map(({ path, message }) => ({ path: `/${part}${path}`, message }));
  return new ApiError(400, { detail: errors.map(({ path, message }) => `${path} ${message}`).join('; '), errors });
}

type Request = Asked<OperationId>;

function readRequest(request: FastifyRequest, reply: FastifyReply): Request {
  const { params, query, body, person } = request;
  const key = request.method === 'POST' ? readKey(request.headers['idempotency-key']) : undefined;
  return { params, query, body, person, reply, ...(key !== undefined && { key }) } as Request;
}

/** The table of handlers is typed by its ids; by which of them a request came, only this place knows. */
async function call(id: OperationId, { handlers }: RouteParts, asked: Request): Promise<unknown> {
  const handle = (handlers as Readonly<Record<string, (asked: never) => unknown>>)[id];
  return handle?.(asked as never);
}

interface Performed {
  readonly body: string;
  readonly status: number;
  readonly replayed?: boolean;
  readonly next?: unknown;
}

async function perform(
  id: OperationId,
  parts: RouteParts,
  asked: Request,
  request: FastifyRequest,
): Promise<Performed> {
  const operation = operationOf(id);
  const work = async () => {
    const answer = await call(id, parts, asked);
    return { status: operation.status, body: serialise(id, operation, answer), next: nextOf(answer) };
  };
  const { key, person: who, body } = asked;
  if (key === undefined) return work();
  if (operation.once === false) {
    throw new ApiError(400, { detail: 'What is answered here is kept nowhere, so it takes no Idempotency-Key.' });
  }
  const { method, url } = request;
  return doOnce(parts.writes, { who, key, method, path: url.split('?', 1)[0]!, body }, work);
}

/** What does not fit its schema is a fault of ours, and does not leave. */
function serialise(id: string, { answer: schema }: Operation, answer: unknown): string {
  const text = JSON.stringify(answer);
  const [wrong] = checkOf(schema)(JSON.parse(text));
  if (wrong !== undefined) throw new Error(`what ${id} answers does not fit: ${wrong.path} ${wrong.message}`);
  return text;
}

const nextOf = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'next' in answer ? answer.next : undefined;

function sendJson(operation: Operation, performed: Performed, request: FastifyRequest, reply: FastifyReply) {
  const { status, body, replayed, next } = performed;
  if (replayed) reply.header('idempotency-replayed', 'true');
  if (next !== undefined) reply.header('link', linkTo(operation, request, String(next)));
  return reply.code(status).header('cache-control', 'no-store').type('application/json').send(body);
}

/** RFC 8288. */
function linkTo({ query }: Operation, { url }: FastifyRequest, next: string): string {
  const { properties = {} } = (query ?? {}) as { readonly properties?: Readonly<Record<string, unknown>> };
  const name = ['cursor', 'after', 'from'].find((one) => Object.hasOwn(properties, one)) ?? 'cursor';
  const target = new URL(url, 'http://omni');
  target.searchParams.set(name, next);
  return `<${target.pathname}${target.search}>; rel="next"`;
}

/** It never changes under its hash, but who may see it does: so it is asked for again each time. */
function sendText(request: FastifyRequest, reply: FastifyReply, { hash, text }: KeptText): FastifyReply {
  reply.header('etag', `"${hash}"`).header('cache-control', 'private, no-cache');
  if (request.headers['if-none-match'] === `"${hash}"`) return reply.code(304).send();
  return reply.type('application/json').send(text);
}

/** A stream has no end, and so no head of its own. */
export const hasHead = ({ method, as }: Operation): boolean => method === 'GET' && as !== 'events';

/** `q=0` says that it is not wanted (RFC 9110). */
const wantsStream = ({ headers, method }: FastifyRequest): boolean =>
  method !== 'HEAD' &&
  (headers.accept ?? '').split(',').some((one) => {
    const [type, ...rest] = one.split(';').map((part) => part.trim().toLowerCase());
    return type === 'text/event-stream' && !rest.some((part) => /^q=0(\.0{0,3})?$/.test(part));
  });

function stream(id: OperationId, { streams }: RouteParts, asked: Request, request: FastifyRequest): FastifyReply {
  const { params, query, person, reply } = asked;
  const last = request.headers['last-event-id'];
  const lastId = last === undefined || last === '' ? undefined : readLastId(String(last));
  const tell = (streams as Readonly<Record<string, (asked: never) => AsyncIterable<string>>>)[id];
  const told: Omit<AskedStream<OperationId>, 'params' | 'query'> = {
    person,
    reply,
    left: request.left,
    ...(lastId !== undefined && { lastId }),
  };
  if (tell === undefined) throw new Error(`${id} has no stream`);
  return sendStream(reply, tell({ params, query, ...told } as never));
}

function readLastId(text: string): number {
  if (/^(0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  throw new ApiError(400, { detail: 'Last-Event-ID is the number of an event.' });
}

/**
 * The OpenAPI 3.1 document, made of the table of operations: its schemas are JSON Schema 2020-12, as OpenAPI has it.
 * What has a name here stands once, under `components`; everything else where it is used.
 */
import { createHash } from 'node:crypto';
import type { TSchema } from 'typebox';
import type { KeptText } from './context.ts';
import { api, apiPrefix, type Operation } from './operations/index.ts';
import { components } from './schemas/components.ts';
import { Problem } from './schemas/problem.ts';

/** It grows with what is added; what breaks a client is another prefix. */
const apiVersion = '1.0.0';

type Node = { readonly [key: string]: unknown };

export function openApi(): Node {
  const paths: Record<string, Record<string, Node>> = {};
  for (const [id, operation] of Object.entries(api) as [string, Operation][]) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][operation.method.toLowerCase()] = describe(id, operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'omni',
      version: apiVersion,
      summary: 'Read, follow and steer runs of workflows of coding agents.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: apiPrefix, description: 'The server that `omni serve` opens.' }],
    security: [{ token: [] }],
    tags: ['Runs', 'History', 'Work', 'Acts', 'Comments', 'People'].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'What `omni token create` printed.' },
      },
      responses: Object.fromEntries(
        Object.keys(reasons).map((status) => [`Problem${status}`, problem(Number(status))]),
      ),
      schemas: Object.fromEntries(sorted.map(([name, schema]) => [name, inside(schema)])),
    },
  };
}

function describe(id: string, operation: Operation): Node {
  const { tag, summary, description, role, params, query, body, status, answer, as, streams } = operation;
  const role_ = `Role: \`${role}\`.`;
  const parameters = [...parametersIn('path', params), ...parametersIn('query', query), ...headersOf(operation)];
  const json = { 'application/json': { schema: named(answer) } };
  const events = { 'text/event-stream': { schema: { type: 'string', description: 'Server-sent events.' } } };
  const content = as === 'events' ? events : { ...json, ...(streams && events) };
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: description === undefined ? role_ : `${description}\n\n${role_}`,
    'x-omni-role': role,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: named(body) } } } }),
    responses: {
      [status]: { description: descriptionOf(answer) ?? summary, content },
      ...Object.fromEntries(
        problemsOf(operation).map((code) => [code, { $ref: `#/components/responses/Problem${code}` }]),
      ),
    },
  };
}

/** Statuses of problems that an operation may answer. */
export function problemsOf({ method, problems }: Operation): readonly number[] {
  const always = [400, 401, 403, 421, 429, 500];
  const writes = method === 'POST' ? [409, 413, 415, 422] : [];
  return [...new Set([...always, ...writes, ...problems])].sort((one, other) => one - other);
}

const reasons: Readonly<Record<number, string>> = {
  400: 'The request is not understood: each thing that is wrong is listed.',
  401: 'Nobody knows who asks.',
  403: 'Who asks may not do this.',
  404: 'There is no such thing.',
  409: 'Not as things stand; or the same request, by its key, is still at work.',
  413: 'The body is too large.',
  415: 'The body is no JSON.',
  421: 'This is no name of the server.',
  422: 'It is understood, and does not fit.',
  429: 'Too much was asked: `Retry-After` says when to ask again.',
  500: 'The server failed.',
  501: 'This server cannot do it.',
};

const problem = (status: number): Node => ({
  description: reasons[status],
  content: { 'application/problem+json': { schema: named(Problem) } },
});

function parametersIn(where: 'path' | 'query', schema: TSchema | undefined): readonly Node[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    readonly properties?: Readonly<Record<string, TSchema>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = named(property);
    return {
      name,
      in: where,
      ...(description !== undefined && { description }),
      required: required.includes(name),
      schema: rest,
    };
  });
}

function headersOf({ method, streams, once }: Operation): readonly Node[] {
  const text = (name: string, description: string) => ({
    name,
    in: 'header',
    description,
    required: false,
    schema: { type: 'string' },
  });
  if (method === 'POST' && once !== false) {
    return [
      text('Idempotency-Key', 'The same request with the same key is done once, and answered the same for a day.'),
    ];
  }
  return streams ? [text('Last-Event-ID', 'Of a stream: go on after this event.')] : [];
}

/** In the order of their names: that of a module's exports is its loader's. */
const sorted = Object.entries(components).sort(([one], [other]) => (one < other ? -1 : 1));
const names = new Map(sorted.map(([name, schema]) => [JSON.stringify(schema), name]));

/** A reference to what has a name. */
function named(schema: TSchema): Node {
  const name = names.get(JSON.stringify(schema));
  return name === undefined ? inside(schema) : { $ref: `#/components/schemas/${name}` };
}

function inside(schema: TSchema): Node {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, replace(value)]));
}

function replace(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(replace);
  return value !== null && typeof value === 'object' ? named(value as TSchema) : value;
}

const descriptionOf = (schema: TSchema): string | undefined =>
  (schema as { readonly description?: string }).description;

/** As it is served. */
export function openApiText(): KeptText {
  const text = JSON.stringify(openApi());
  return { hash: createHash('sha256').update(text).digest('hex'), text };
}

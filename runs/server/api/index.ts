/**
 * The API, `/api/v1`: a route for each operation of the table, checked by its schemas on both ways. Who may is the
 * guard's to say, by what each route declares.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Audit } from '../guard/audit.ts';
import type { ServerParts } from '../parts.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { handlersOf } from './handlers/index.ts';
import { apiPrefix, operationIds, operationOf } from './operations/index.ts';
import { ApiError, problemIn } from './problem.ts';
import { addRoute, hasHead } from './route.ts';
import type { Problem } from './schemas/problem.ts';

export { openApi } from './openapi.ts';

export interface ApiOptions extends ServerParts {
  readonly audit: Audit;
  /** The version of omni. */
  readonly engine?: string;
}

/** After the guard: what was there before it is not guarded. */
export function addApi(server: FastifyInstance, parts: ApiOptions): void {
  const { audit } = parts;
  server.register(
    async (scope) => {
      readJsonOnly(scope);
      scope.setErrorHandler((error, request, reply) => {
        const problem = problemIn(error);
        if (problem?.status === 403) audit.note(request, problem.detail ?? problem.title, tokenOf(request));
        return answerError(error, problem, request, reply);
      });
      scope.setNotFoundHandler((request, reply) => answerUnknown(request, reply));
      const { handlers, streams } = handlersOf(parts);
      for (const id of operationIds) addRoute(scope, id, { handlers, streams, writes: parts.access.writes });
    },
    { prefix: apiPrefix },
  );
}

/** A form of another site can send neither JSON nor a token. */
function readJsonOnly(scope: FastifyInstance): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) =>
    body === '' ? done(null, undefined) : parse(request, body.toString(), done),
  );
}

const tokenOf = ({ person }: FastifyRequest): string | undefined => person.from.token;

function answerError(
  error: unknown,
  problem: Problem | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (problem === undefined || problem.status >= 500) {
    const { method, url } = request;
    request.log.error({ err: error, req: { method, url: url.split('?', 1)[0] } }, 'an operation of the API failed');
  }
  if (error instanceof ApiError && error.retryAfterSeconds !== undefined) {
    reply.header('retry-after', String(error.retryAfterSeconds));
  }
  return sendProblem(reply, problem ?? problemOf(500, { detail: 'See where omni serve runs.' }));
}

function answerUnknown(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0]!.slice(apiPrefix.length);
  const allowed = operationIds.map(operationOf).filter((operation) => patternOf(operation.path).test(path));
  if (allowed.length === 0) return sendProblem(reply, problemOf(404, { detail: 'There is no such address.' }));
  reply.header(
    'allow',
    [...new Set(allowed.flatMap((one) => (hasHead(one) ? [one.method, 'HEAD'] : [one.method])))].join(', '),
  );
  return sendProblem(reply, problemOf(405));
}

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+').replaceAll('.', '\\.')}$`);

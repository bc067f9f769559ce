/** Refuses a request in the words of RFC 9457, and finds them for what went wrong. */
import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import { OmniError } from '../../../schema/error.ts';
import type { Wrong } from './check.ts';
import type { Problem } from './schemas/problem.ts';

export interface ProblemDetails {
  readonly detail?: string | undefined;
  readonly code?: string;
  readonly title?: string;
  readonly errors?: readonly Wrong[];
}

/** Thrown where a request cannot be answered as it is. */
export class ApiError extends Error {
  readonly status: number;
  readonly details: ProblemDetails;

  constructor(status: number, details: ProblemDetails = {}) {
    super(details.detail ?? STATUS_CODES[status] ?? 'This went wrong');
    this.name = 'ApiError';
    this.status = status;
    this.details = details;
  }
}

export const notFound = (what: string): ApiError => new ApiError(404, { detail: `There is no such ${what}.` });

export function problemOf(status: number, { detail, code, title, errors }: ProblemDetails = {}): Problem {
  return {
    type: code === undefined ? 'about:blank' : `/docs/errors/${code}.md`,
    title: title ?? STATUS_CODES[status] ?? 'This went wrong',
    status,
    ...(detail !== undefined && { detail }),
    ...(code !== undefined && { code }),
    ...(errors !== undefined && { errors: [...errors] }),
  };
}

/** Undefined: nobody expected it, so it is no reader's business. */
export function problemIn(error: unknown): Problem | undefined {
  if (error instanceof ApiError) return problemOf(error.status, error.details);
  if (error instanceof OmniError) {
    const detail = error.help === undefined ? error.message : `${error.message} ${error.help}`;
    return problemOf(statusOf(error.code), { code: error.code, detail });
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  return problemOf(status, { detail: error instanceof Error ? error.message : undefined });
}

/** What is not there is 404; what its sender can set right is 422; all else is ours. */
function statusOf(code: string): number {
  if (code === 'OMNI6006' || code === 'OMNI7003') return 404;
  if (code === 'OMNI6003' || code === 'OMNI6004' || code === 'OMNI6013') return 503;
  return /^OMNI([1-5]\d{3}|6008|7\d{3})$/.test(code) ? 422 : 500;
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
}

/** Refuses a request of a program in the words of RFC 9457. */
import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Wrong } from './api/check.ts';
import type { Problem } from './api/schemas/problem.ts';
import { codePath } from './html/paths.ts';

export interface ProblemDetails {
  readonly detail?: string | undefined;
  readonly help?: string | undefined;
  readonly code?: string;
  readonly title?: string;
  readonly errors?: readonly Wrong[];
}

export function problemOf(status: number, { detail, help, code, title, errors }: ProblemDetails = {}): Problem {
  return {
    type: code === undefined ? 'about:blank' : codePath(code),
    title: title ?? STATUS_CODES[status] ?? 'This went wrong',
    status,
    ...(detail !== undefined && { detail }),
    ...(help !== undefined && { help }),
    ...(code !== undefined && { code }),
    ...(errors !== undefined && { errors: [...errors] }),
  };
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
}

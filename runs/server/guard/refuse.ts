/** How a request is told that it was not done: a page for people, `application/problem+json` (RFC 9457) below `/api`. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderNotice } from '../html/notice-page.ts';
import { problemOf, sendProblem } from '../problem.ts';
import { sendPage } from '../send.ts';

export interface Refused {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** `omni explain` knows more. */
  readonly code?: `OMNI${number}`;
  /** What to do. */
  readonly help?: string;
  /** Of a form: the field that is wrong, by its name. */
  readonly field?: string | undefined;
}

export const isApi = ({ url }: FastifyRequest): boolean => url.startsWith('/api/');

/** The page that a form stood on, as the browser says it: without a script, the notice has taken its place. */
function cameFrom({ method, headers: { referer, host } }: FastifyRequest): string | undefined {
  if (method !== 'POST' || referer === undefined || !URL.canParse(referer)) return undefined;
  const { host: said, pathname, search } = new URL(referer);
  return said === host && !pathname.startsWith('//') ? pathname + search : undefined;
}

export function answerRefusal(request: FastifyRequest, reply: FastifyReply, refused: Refused): FastifyReply {
  const { status, title, detail, code, help, field } = refused;
  if (isApi(request)) return sendProblem(reply, problemOf(status, { title, detail, help, ...(code && { code }) }));
  reply.code(status).header('cache-control', 'no-store');
  return sendPage(reply, renderNotice({ title, message: detail, help, code, field, back: cameFrom(request) }));
}

/**
 * Requests that no handler sees, because they cannot be read: an address that is none, headers without end, a request
 * that never comes to one. They are answered before anybody was asked who they are, so with nothing but what is wrong.
 */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { isApi } from './guard/refuse.ts';
import { problemOf } from './problem.ts';

const plain = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
const headers = { ...plain, 'content-type': 'application/problem+json' };

/** The address makes no sense: a `%` that stands for nothing, a part of it beyond all bounds. */
export function refuseAddress(_error: FastifyError, request: FastifyRequest, { raw }: FastifyReply): void {
  if (isApi(request)) raw.writeHead(400, headers).end(JSON.stringify(problemOf(400)));
  else raw.writeHead(400, { ...plain, 'content-type': 'text/plain' }).end('This is no address.\n');
}

const statuses: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** What Node could not read as HTTP. The connection is of no use any more. */
export function refuseBytes({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = statuses[code] ?? 400;
  const body = JSON.stringify(problemOf(status));
  const all = { ...headers, 'content-length': body.length, connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () => socket.destroy());
}

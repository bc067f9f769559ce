/**
 * Requests over Node's own fetch. Every one has a time and a size that it may take; none follows a redirect, which
 * would carry the token elsewhere.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { OmniError } from '../../schema/error.ts';
import { refusalOf, unbelievable, unreachable } from './failure.ts';

export interface Server {
  /** As `readServerAddress` answers it. */
  readonly url: URL;
  readonly token: string;
}

export interface Request {
  readonly method: string;
  /** From the root of the server, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

const timeoutMs = 60_000;
const mostBytes = 64 * 1024 * 1024;
/** Milliseconds before the second and each further try. */
const triesAfterMs = [200, 1_000, 3_000] as const;
/** Who answers so is not there now, or has the same request at work. */
const passing = new Set([429, 502, 503, 504]);

/**
 * The body of what went well. A request that may be sent again is: one that reads, or that has an idempotency key.
 * @throws OmniError OMNI7031 to OMNI7033
 */
export async function ask(server: Server, request: Request): Promise<string> {
  const repeatable = request.method === 'GET' || request.headers?.['idempotency-key'] !== undefined;
  for (let tries = 0; ; tries += 1) {
    const waitMs = repeatable ? triesAfterMs[tries] : undefined;
    try {
      const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(request.signal ? [request.signal] : [])]);
      const response = await send(server, { ...request, signal });
      const body = await readBody(response);
      if (response.ok) return body;
      if (waitMs === undefined || !(passing.has(response.status) || isAtWork(response, request))) {
        throw refusalOf(response.status, body);
      }
    } catch (error) {
      if (error instanceof OmniError || request.signal?.aborted) throw error;
      if (waitMs === undefined) throw unreachable(server.url, error);
    }
    await sleep(waitMs, undefined, request.signal ? { signal: request.signal } : {});
  }
}

/** Its own request, sent before and not heard of, is still at work. */
const isAtWork = ({ status, headers }: Response, request: Request): boolean =>
  status === 409 && request.headers?.['idempotency-key'] !== undefined && headers.get('retry-after') !== null;

export function send({ url, token }: Server, { method, path, headers, body, signal }: Request): Promise<Response> {
  return fetch(new URL(`${url.pathname === '/' ? '' : url.pathname}${path}`, url), {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    redirect: 'error',
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  });
}

/** @throws OmniError OMNI7033 for more than anything that is asked for has. */
export async function readBody(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw unbelievable(`it is larger than ${mostBytes} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

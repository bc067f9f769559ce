/**
 * Who may look. The page listens on this machine only, but every process and every web site that a browser on it shows
 * can reach a port of it. So
 *
 * 1. whoever asks has to name this server as its host: a name of somebody else's that was bent to 127.0.0.1 is refused;
 * 2. only reading is understood;
 * 3. the link that was printed lets its first visitor in and is worth nothing afterwards, wherever it is kept; what
 *    lets in from then on is another secret, in a cookie that no script reads and no other site sends.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Visitor } from '../access/index.ts';
import type { Role } from '../access/roles.ts';
import { renderNotice } from './html/notice-page.ts';
import { sendPage } from './send.ts';

export interface Access {
  /** What the first visitor has to show, as `?token=`. */
  readonly token: string;
}

/** Guards every route, also those that are not there; `port` answers once the server listens. */
export function guard(server: FastifyInstance, port: () => number): Access {
  const [token, session] = [makeSecret(), makeSecret()];
  // Cookies are shared by the ports of a host, and two of these pages may be open.
  const cookieOf = () => `omni_${port()}`;
  let spent = false;

  server.addHook('onRequest', async (request, reply) => {
    if (!isOurName(request.headers.host, port())) {
      return refuse(reply, 421, 'Not here', 'This server answers only to the name of this machine.');
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      reply.header('allow', 'GET, HEAD');
      return refuse(reply, 405, 'Read-only', 'This page can be read, and nothing else.');
    }
    if (request.routeOptions.config.open === true) return;
    request.person = { name: 'owner', role: 'own', from: { way: 'page' } };
    const known = isSecret(parseCookie(request.headers.cookie ?? '')[cookieOf()], session);
    const shown = tokenOf(request);
    if (shown === undefined) return known ? undefined : refuse(reply, 403, 'Who is there?', useTheLink);
    if (!known && (spent || !isSecret(shown, token))) return refuse(reply, 403, 'This link is spent', useTheLink);
    if (!known) {
      spent = true;
      const cookie = { name: cookieOf(), value: session, path: '/', httpOnly: true, sameSite: 'strict' } as const;
      reply.header('set-cookie', stringifySetCookie(cookie));
    }
    // Away from the address with the token, so that it is not kept in a history.
    return reply.redirect('/', 303);
  });
  return { token };
}

const useTheLink =
  'Open the link that omni serve printed. It lets one browser in; for another, start omni serve again.';

function refuse(reply: FastifyReply, status: number, title: string, message: string): FastifyReply {
  return sendPage(reply.code(status), renderNotice(title, message));
}

const makeSecret = (): string => randomBytes(32).toString('base64url');

function tokenOf({ query }: FastifyRequest): string | undefined {
  const { token } = query as { readonly token?: unknown };
  return typeof token === 'string' ? token : undefined;
}

/** In a time that tells nothing of the secret: hashes are of one length whatever was given. */
function isSecret(given: string | undefined, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(secret));
}

function isOurName(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

declare module 'fastify' {
  interface FastifyRequest {
    person: Visitor;
  }
  interface FastifyContextConfig {
    role?: Role;
    /** Served to everybody on this machine: there is nothing in it but our own files. */
    open?: true;
  }
}

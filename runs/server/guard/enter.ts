/**
 * How a browser gets in: by the link that was printed, once, as the owner; by a token or a shared link as often as it
 * is opened, until it is over. It leaves with a cookie, for an address without the secret, so that none is in a history.
 */
import { stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type AccessStores,
  hashOf,
  holds,
  isHashOf,
  makeSecret,
  ownersStayMs,
  type Visitor,
} from '../../access/index.ts';
import { asOwner, asVisitor, type Identify } from './identify.ts';
import type { Origin } from './names.ts';
import type { Refused } from './refuse.ts';
import { deadLink, spentLink } from './words.ts';

export interface Doorkeeper {
  /** What the first visitor has to show. */
  readonly secret: string;
  /** The secret that a request shows in its address; undefined: none. */
  shown(request: FastifyRequest): string | undefined;
  /** Sends them on, or answers why not. */
  enter(request: FastifyRequest, reply: FastifyReply, shown: string, own: Origin): Refused | FastifyReply;
}

export interface DoorkeeperOptions {
  readonly access: Pick<AccessStores, 'acts' | 'browsers' | 'tokens'>;
  readonly owner: string;
  readonly identify: Identify;
  readonly cookieName: () => string;
}

/** Only there does an address let anybody in. */
const doors = ['/', '/join'];

export function createDoorkeeper({ access, owner, identify, cookieName }: DoorkeeperOptions): Doorkeeper {
  const secret = makeSecret();
  const digest = hashOf(secret);
  let spent = false;

  const admit = (request: FastifyRequest, reply: FastifyReply, visitor: Visitor, until: number, own: Origin) => {
    const before = identify.cookieOf(request);
    if (before !== undefined) access.browsers.forget(before);
    const value = access.browsers.admit(until, visitor.from.token);
    access.acts.note({ kind: 'browser.joined', ...(visitor.run !== undefined && { run: visitor.run }) }, visitor);
    const maxAge = Math.max(1, Math.floor((until - Date.now()) / 1_000));
    const secure = own.startsWith('https:');
    const cookie = {
      name: cookieName(),
      value,
      path: '/',
      maxAge,
      httpOnly: true,
      secure,
      sameSite: 'strict',
    } as const;
    reply.header('set-cookie', stringifySetCookie(cookie));
    return sendOn(reply, visitor);
  };

  return {
    secret,
    shown({ method, url, query }) {
      // A program that looks where a link leads, with HEAD, must not spend it.
      if (method !== 'GET' || !doors.includes(url.split('?', 1)[0]!)) return undefined;
      const { token } = query as { readonly token?: unknown };
      return typeof token === 'string' ? token : undefined;
    },
    enter(request, reply, shown, own) {
      const known = identify(request);
      const present = typeof known === 'object' ? known.visitor : undefined;
      if (!shown.startsWith('omni_')) {
        // Whoever is in already may click the link again.
        if (present?.role === 'own') return sendOn(reply, present);
        if (spent || !isHashOf(shown, digest)) return spentLink;
        spent = true;
        return admit(request, reply, asOwner(owner, request), Date.now() + ownersStayMs, own);
      }
      const token = access.tokens.check(shown);
      if (token === undefined) return deadLink;
      const visitor = asVisitor(token, request);
      // A link that somebody sends must not make anybody less than they are, or speak in another name.
      if (present && covers(present, visitor)) return sendOn(reply, visitor);
      return admit(request, reply, visitor, token.expiresAt, own);
    },
  };
}

const covers = (one: Visitor, other: Visitor): boolean =>
  holds(one.role, other.role) && (one.run === undefined || one.run === other.run);

/** To what they came for. */
export const sendOn = (reply: FastifyReply, { run }: Visitor): FastifyReply =>
  reply.redirect(run === undefined ? '/' : `/runs/${encodeURIComponent(run)}`, 303);

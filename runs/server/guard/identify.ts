/**
 * Who asks. This is the seam for accounts: whatever they show, what comes out is a visitor. Programs show a token with
 * each request, browsers the cookie that they got for one.
 */
import { parseCookie } from 'cookie';
import type { FastifyRequest } from 'fastify';
import type { AccessStores, Token, Visitor } from '../../access/index.ts';
import type { Origin } from '../../acts/index.ts';
import { isApi } from './refuse.ts';

export interface Known {
  readonly visitor: Visitor;
  /** One browser, or one token: what limits are counted by. */
  readonly key: string;
}

/** `wrong`: it shows something that lets nobody in. `nobody`: it shows nothing. */
export type Identified = Known | 'wrong' | 'nobody';

export interface Identify {
  (request: FastifyRequest): Identified;
  /** The secret in its cookie. */
  cookieOf(request: FastifyRequest): string | undefined;
}

export interface IdentifyOptions {
  readonly access: Pick<AccessStores, 'tokens' | 'browsers'>;
  /** What the owner is called in the journal. */
  readonly owner: string;
  readonly cookieName: () => string;
}

export function createIdentify({ access, owner, cookieName }: IdentifyOptions): Identify {
  const cookieOf = ({ headers }: FastifyRequest) => parseCookie(headers.cookie ?? '')[cookieName()];
  const identify = (request: FastifyRequest): Identified => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const shown = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      const token = shown === undefined ? undefined : access.tokens.check(shown);
      return token ? { visitor: asVisitor(token, request), key: `token ${token.id}` } : 'wrong';
    }
    const secret = cookieOf(request);
    if (secret === undefined) return 'nobody';
    const browser = access.browsers.find(secret);
    if (browser === undefined) return 'wrong';
    const key = `browser ${secret}`;
    if (browser.token === undefined) return { visitor: asOwner(owner, request), key };
    const token = access.tokens.live(browser.token);
    return token ? { visitor: asVisitor(token, request), key } : 'wrong';
  };
  return Object.assign(identify, { cookieOf });
}

export const asOwner = (owner: string, request: FastifyRequest): Visitor => ({
  name: owner,
  role: 'own',
  from: from(request),
});

export const asVisitor = ({ id, name, role, run }: Token, request: FastifyRequest): Visitor => ({
  name,
  role,
  from: { ...from(request), token: id },
  ...(run !== undefined && { run }),
});

const from = (request: FastifyRequest): Origin => ({ way: isApi(request) ? 'api' : 'page', address: request.ip });

/**
 * Who may do what. Every process of this machine, and every web site that a browser on it shows, can reach a port of it.
 * So, for each route and also for those that are not there,
 *
 * 1. whoever asks has to name this server as its host (`names.ts`);
 * 2. what writes has to come from a page of ours, or from a program with a token (`origin.ts`);
 * 3. it has to be known who asks (`identify.ts`); a link lets a browser in (`enter.ts`);
 * 4. what they ask for has to be theirs: by the role that the route wants, and by the run (`route.ts`);
 * 5. nobody asks too much (`limits.ts`, `streams.ts`);
 * 6. what was refused is written down (`audit.ts`), and never a secret.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AccessStores, holds, type Role } from '../../access/index.ts';
import { type Audit, createAudit } from './audit.ts';
import { createDoorkeeper, sendOn } from './enter.ts';
import { createIdentify, type Known } from './identify.ts';
import { type Counted, createMeters, type Limits } from './limits.ts';
import { createNames } from './names.ts';
import { whyForeign } from './origin.ts';
import { answerRefusal, isApi, type Refused } from './refuse.ts';
import { declareRequest } from './route.ts';
import { createStreams } from './streams.ts';
import { deadLink, elsewhere, foreign, lesser, noSuchMethod, notHere, spentLink, stranger, tooMany } from './words.ts';

export interface GuardOptions {
  readonly access: AccessStores;
  readonly owner: string;
  readonly allowHosts: readonly string[];
  readonly limits: Limits;
  /** Answers once the server listens. */
  readonly port: () => number;
}

export interface Guard {
  /** What the first visitor has to show, as `?token=`. */
  readonly secret: string;
  readonly audit: Audit;
  /** What the cookie of a browser says; empty: it has none. */
  cookieOf(request: FastifyRequest): string;
}

const reading = ['GET', 'HEAD'];
const methods = [...reading, 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Before any route is added: those that were there before are not guarded. */
export async function guard(server: FastifyInstance, options: GuardOptions): Promise<Guard> {
  const { access, owner, limits, port } = options;
  // Cookies are shared by the ports of a host, and two of these pages may be open.
  const cookieName = () => `omni_${port()}`;
  const names = createNames(options.allowHosts, port);
  const identify = createIdentify({ access, owner, cookieName });
  const doorkeeper = createDoorkeeper({ access, owner, identify, cookieName });
  const audit = createAudit(access.refusals, (error) => server.log.error({ err: error }, 'refusals are not kept'));
  const streams = createStreams(limits);
  const keys = new WeakMap<FastifyRequest, string>();
  const meters = await createMeters(server, limits, (request) => keys.get(request) ?? request.ip);
  const carry = declareRequest(server);

  const refuse = (request: FastifyRequest, reply: FastifyReply, why: string, refused: Refused, known?: Known) => {
    audit.note(request, why, known?.visitor.from.token);
    return answerRefusal(request, reply, refused);
  };

  /** Counts it. Answers a reply when it was one too many. */
  const count = async (what: Counted, request: FastifyRequest, reply: FastifyReply, known?: Known) => {
    const afterSeconds = await meters[what](request);
    if (afterSeconds === undefined) return undefined;
    reply.header('retry-after', String(afterSeconds));
    return refuse(request, reply, `too many ${what}`, tooMany(what, afterSeconds), known);
  };

  const refuseStranger = async (request: FastifyRequest, reply: FastifyReply, guessed: boolean, refused: Refused) => {
    const why = guessed ? 'a secret that lets nobody in' : 'nobody knows who it is';
    if (refused.status === 401) reply.header('www-authenticate', 'Bearer');
    return (guessed && (await count('guesses', request, reply))) || refuse(request, reply, why, refused);
  };

  addRouteRule(server);
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(always);
    const own = names.of(request);
    if (own === undefined) return refuse(request, reply, 'a name that is not of this server', notHere);
    if (!methods.includes(request.method)) {
      reply.header('allow', methods.join(', '));
      return refuse(request, reply, 'a method that is not understood', noSuchMethod);
    }
    const writes = !reading.includes(request.method);
    const why = writes ? whyForeign(request, own) : undefined;
    if (why !== undefined) return refuse(request, reply, why, foreign);
    const { config } = request.routeOptions;
    if (config.open === true && !writes) return;

    const shown = doorkeeper.shown(request);
    if (shown !== undefined) {
      keys.set(request, `link ${shown.slice(0, 16)}`);
      const crowd = await count('joins', request, reply);
      if (crowd) return crowd;
      const answer = doorkeeper.enter(request, reply, shown, own);
      return answer === deadLink || answer === spentLink ? refuseStranger(request, reply, true, answer) : answer;
    }

    const known = identify(request);
    if (typeof known === 'string') {
      return refuseStranger(request, reply, known === 'wrong', stranger(isApi(request) ? 401 : 403));
    }
    const { visitor, key } = known;
    keys.set(request, key);
    const much = await count(writes ? 'writes' : 'reads', request, reply, known);
    if (much) return much;
    // What is not there is no secret, to somebody who is known.
    const wanted: Role = config.role ?? (writes && !request.is404 ? 'own' : 'view');
    if (!holds(visitor.role, wanted)) return refuse(request, reply, `wants ${wanted}`, lesser(visitor, wanted), known);
    if (visitor.run !== undefined && config.keepsToRun !== true && runOf(request) !== visitor.run) {
      if (request.routeOptions.url === '/') return sendOn(reply, visitor);
      return refuse(request, reply, 'another run than the shared one', elsewhere, known);
    }
    carry.person(request, visitor);
    if (visitor.from.token !== undefined) noteSeen(access, visitor.from.token);
    if (config.stream === true) {
      const left = streams.open(reply, key, () => typeof identify(request) === 'object');
      if (left === undefined) return refuse(request, reply, 'too many streams', tooMany('open streams', 60), known);
      carry.left(request, left);
    }
  });
  server.addHook('onClose', async () => audit.flush());
  return { secret: doorkeeper.secret, audit, cookieOf: (request) => identify.cookieOf(request) ?? '' };
}

/** For answers of every kind; what may be kept says so itself. */
const always = {
  'cache-control': 'no-store',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
};

/** A route that writes and does not say for whom cannot be added. */
function addRouteRule(server: FastifyInstance): void {
  server.addHook('onRoute', ({ method, url, config }) => {
    const writes = [method].flat().some((one) => !reading.includes(one));
    if (writes && (config?.role === undefined || config.open === true)) {
      throw new Error(`${method} ${url} writes, and does not say for whom`);
    }
  });
}

function runOf({ params }: FastifyRequest): string | undefined {
  return (params as { readonly run?: string }).run;
}

function noteSeen({ tokens }: AccessStores, id: string): void {
  const token = tokens.live(id);
  if (token) tokens.seen(token);
}

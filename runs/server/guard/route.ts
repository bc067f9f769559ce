/** What a route says of itself to the guard, and what the guard says to its handler. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Role, Visitor } from '../../access/index.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Served to everybody who names this server: there is nothing in it but our own files. */
    open?: true;
    /** What a person has to hold. Reading wants `view` where nothing is said; a route that writes has to say. */
    role?: Role;
    /**
     * The handler keeps a person of one run to it, by `request.person.run`. Without this, and without a parameter
     * `:run`, a route is closed to them.
     */
    keepsToRun?: true;
    /** It goes on for long: counted for its person, and ended by `request.left`. */
    stream?: true;
  }

  interface FastifyRequest {
    /** Who asks. Throws on an `open` route, where nobody was asked who they are. */
    readonly person: Visitor;
    /** Of a `stream`: aborted when its reader went away, or may not look any longer. */
    readonly left: AbortSignal;
  }
}

export interface Carried {
  person(request: FastifyRequest, person: Visitor): void;
  left(request: FastifyRequest, left: AbortSignal): void;
}

/** Lets requests carry it; only the guard can put it there. */
export function declareRequest(server: FastifyInstance): Carried {
  const people = new WeakMap<FastifyRequest, Visitor>();
  const signals = new WeakMap<FastifyRequest, AbortSignal>();
  server.decorateRequest('person', { getter: from(people, 'nobody was asked who they are') });
  server.decorateRequest('left', { getter: from(signals, 'this route is no stream') });
  return {
    person: (request, person) => void people.set(request, person),
    left: (request, left) => void signals.set(request, left),
  };
}

function from<T>(map: WeakMap<FastifyRequest, T & WeakKey>, missing: string) {
  return function (this: FastifyRequest): T {
    const found = map.get(this);
    if (found === undefined) throw new Error(`${this.routeOptions.url}: ${missing}`);
    return found;
  };
}

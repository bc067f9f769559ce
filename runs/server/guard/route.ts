/** What a route says of itself to the guard, and what the guard says to its handler. */
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
    person: Visitor;
    /** Of a `stream`: aborted when its reader went away, or may not look any longer. */
    left: AbortSignal;
  }
}

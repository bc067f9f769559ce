/** How much is taken from whom: far more than a person needs, and too little to keep others out. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';

export interface Limits {
  /** Of one browser, or of one token that a program shows. */
  readonly readsPer10s: number;
  readonly writesPer10s: number;
  /** Secrets that let nobody in, from one address. */
  readonly guessesPerMinute: number;
  /** Browsers that come with one link. */
  readonly joinsPerMinute: number;
  /** Streams that are open at once: of one browser or token, and of all. */
  readonly streamsOfOne: number;
  readonly streams: number;
  readonly bodyBytes: number;
  /** Until the headers of a request are there, and until all of it is. */
  readonly headersMs: number;
  readonly requestMs: number;
}

export const usualLimits: Limits = {
  readsPer10s: 1_000,
  writesPer10s: 50,
  guessesPerMinute: 10,
  joinsPerMinute: 60,
  streamsOfOne: 64,
  streams: 1_024,
  bodyBytes: 256 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
};

/** Seconds until more is taken; undefined: this one is. */
export type Meter = (request: FastifyRequest) => Promise<number | undefined>;
export type Counted = 'reads' | 'writes' | 'guesses' | 'joins';

/** `keyOf` answers whom a read, a write or a join is counted to; a guess is its address's. */
export async function createMeters(
  server: FastifyInstance,
  limits: Limits,
  keyOf: (request: FastifyRequest) => string,
): Promise<Readonly<Record<Counted, Meter>>> {
  await server.register(rateLimit, { global: false });
  const meter = (max: number, timeWindow: number, keyGenerator?: (request: FastifyRequest) => string): Meter => {
    const check = server.createRateLimit({ max, timeWindow, ...(keyGenerator && { keyGenerator }) });
    return async (request) => {
      const state = await check(request);
      return !state.isAllowed && state.isExceeded ? Math.max(1, state.ttlInSeconds) : undefined;
    };
  };
  return {
    reads: meter(limits.readsPer10s, 10_000, keyOf),
    writes: meter(limits.writesPer10s, 10_000, keyOf),
    guesses: meter(limits.guessesPerMinute, 60_000),
    joins: meter(limits.joinsPerMinute, 60_000, keyOf),
  };
}

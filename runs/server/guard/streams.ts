/**
 * Streams that are open: how many, whose, and whether these still may look.
 *
 * Invariants
 * 1. A stream whose person may not look any longer is told, and its connection is ended whether it listens or not.
 * 2. A person is asked for once, however many streams they have; nobody is while none is open.
 */
import type { FastifyReply } from 'fastify';
import type { Limits } from './limits.ts';

/** A token may be revoked by another process, which tells nobody. */
const lookMs = 500;

export interface Streams {
  /** Undefined: there are too many. The signal is aborted when the reader went away or has to go. */
  open(reply: FastifyReply, key: string, mayStay: () => boolean): AbortSignal | undefined;
}

interface Open {
  readonly key: string;
  readonly mayStay: () => boolean;
  readonly end: () => void;
}

export function createStreams({ streams, streamsOfOne }: Limits): Streams {
  const all = new Set<Open>();
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const answers = new Map<string, boolean>();
    for (const { key, mayStay, end } of [...all]) {
      const answer = answers.get(key) ?? stays(mayStay);
      answers.set(key, answer);
      if (!answer) end();
    }
  };
  return {
    open(reply, key, mayStay) {
      const own = [...all].filter((open) => open.key === key).length;
      if (all.size >= streams || own >= streamsOfOne) return undefined;
      const left = new AbortController();
      const end = (): void => {
        left.abort();
        reply.raw.destroy();
      };
      const open = { key, mayStay, end };
      all.add(open);
      timer ??= setInterval(look, lookMs).unref();
      reply.raw.once('close', () => {
        all.delete(open);
        if (all.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
        left.abort();
      });
      return left.signal;
    },
  };
}

/** What cannot be found out is no. */
function stays(mayStay: () => boolean): boolean {
  try {
    return mayStay();
  } catch {
    return false;
  }
}

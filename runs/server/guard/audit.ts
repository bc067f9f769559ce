/**
 * Writes down what was refused. A flood neither fills the disk, which keeps the newest, nor costs a commit each: they
 * are written together, and beyond so many a second only how many there were.
 */
import type { FastifyRequest } from 'fastify';
import type { Refusal, Refusals } from '../../access/index.ts';

const everyMs = 1_000;
const mostAtOnce = 100;

export interface Audit {
  note(request: FastifyRequest, why: string, token?: string): void;
  /** What was noted is in the store afterwards. */
  flush(): void;
}

/** `failed` is told when they cannot be written: a full disk is no reason to let anybody in, or to fall over. */
export function createAudit(refusals: Refusals, failed: (error: unknown) => void): Audit {
  let waiting: Refusal[] = [];
  let more = 0;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const batch = waiting;
    const { at } = batch.at(-1)!;
    if (more > 0) batch.push({ at, address: '', method: '', path: '', host: '', why: `and ${more} more at that time` });
    waiting = [];
    more = 0;
    try {
      refusals.note(batch);
    } catch (error) {
      failed(error);
    }
  };
  return {
    flush,
    note({ method, url, ip, headers }, why, token) {
      if (waiting.length >= mostAtOnce) more++;
      else {
        const path = url.split('?', 1)[0]!;
        const refusal = { at: Date.now(), address: ip, method, path, host: headers.host ?? '', why };
        waiting.push({ ...refusal, ...(token !== undefined && { token }) });
      }
      timer ??= setTimeout(flush, everyMs).unref();
    },
  };
}

/**
 * Writes with an idempotency key: done once, and answered the same to whoever sends them again, because their
 * connection broke before they heard. What was refused was not done, so it may be tried again under its key.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../schema/json.ts';
import type { Visitor, Writes } from '../../access/index.ts';
import { ApiError } from './problem.ts';

export interface Sent {
  readonly status: number;
  /** JSON. */
  readonly body: string;
  readonly replayed: boolean;
}

export interface WriteRequest {
  readonly who: Visitor;
  readonly key: string;
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly body: unknown;
}

const keyPattern = /^[\x21-\x7e]{1,200}$/;

/** @throws ApiError 400 for what is no key. */
export function readKey(header: string | readonly string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (typeof header === 'string' && keyPattern.test(header)) return header;
  throw new ApiError(400, { detail: 'Idempotency-Key is one word of 1 to 200 printable characters.' });
}

export async function doOnce(
  writes: Writes,
  { who, key, method, path, body }: WriteRequest,
  work: () => Promise<Omit<Sent, 'replayed'>>,
): Promise<Sent> {
  const owner = `${who.from.token ?? 'owner'} ${who.name}`;
  const digest = createHash('sha256')
    .update(canonicalJson([method, path, body ?? null]))
    .digest('hex');
  const begun = await writes.begin(owner, key, digest);
  if (begun.state === 'answered') return { ...begun.answer, replayed: true };
  if (begun.state === 'busy')
    throw new ApiError(409, { detail: 'The same request is at work: ask again in a moment.' }, 1);
  if (begun.state === 'other') throw new ApiError(422, { detail: 'This key was used for another request.' });
  try {
    const sent = await work();
    writes.end(owner, key, sent);
    return { ...sent, replayed: false };
  } catch (error) {
    writes.drop(owner, key);
    throw error;
  }
}

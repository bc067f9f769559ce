/**
 * The record of runs, as the core sees it. The only write to a run is `append`; the only lock is optimistic
 * (`expectedSeq` and `epoch`), the lease merely spares two processes the surprise.
 *
 * Contract: an append is durable when it resolves and all or nothing when it rejects; events of one run are
 * numbered from 1 without a gap; what is read back was checked against the event schemas, never cast. A rejection
 * says nothing about the outcome: ask again with `already` by the fact of the first event.
 */
import type { Elsewhere, Envelope, RunEvent } from '../events.ts';

export type AppendResult =
  | { readonly status: 'appended'; readonly seq: number }
  /** Somebody else has written: the caller's state is stale and must be dropped. */
  | { readonly status: 'conflict'; readonly seq: number }
  /** The fact of the first event was journaled before, at this seq; nothing was written. */
  | { readonly status: 'already'; readonly seq: number };

export interface Journal {
  append(run: string, expectedSeq: number, epoch: number, events: readonly RunEvent[]): Promise<AppendResult>;
  /** In order, from `fromSeq` (default 1). Throws `OmniError` on a row that cannot be believed. */
  read(run: string, fromSeq?: number): AsyncIterable<Envelope>;
}

/** Large values by the SHA-256 of their bytes, hex. A `put` is durable before any event that names it. */
export interface Blobs {
  put(text: string): Promise<string>;
  get(hash: string): Promise<string | undefined>;
}

export type LeaseResult =
  | { readonly status: 'held'; readonly epoch: number }
  | { readonly status: 'busy'; readonly holder: string };

/** One live owner a run. A dead local owner is replaced at once; a new owner gets a higher epoch. */
export interface Leases {
  acquire(run: string): Promise<LeaseResult>;
  /** False: the lease is gone, stop at once. */
  renew(run: string, epoch: number): Promise<boolean>;
  release(run: string, epoch: number): Promise<void>;
}

/** What a fact that was left under `id` is journaled as: never the id of a fact that the engine's own world has told. */
export const inboxFactId = (id: string): string => `inbox:${id}`;

/** Facts that other processes left for the owner of a run. A row is removed only after its fact was settled. */
export interface Inbox {
  take(run: string): Promise<readonly { readonly row: number; readonly fact: unknown }[]>;
  done(rows: readonly number[]): Promise<void>;
}

/** What runs spent, over all that are journaled in this place. */
export interface Spending {
  /** By all runs but this one on a day of UTC: of those that the same person started, and of everybody's. */
  elsewhere(run: string, starter: string, day: number): Promise<Elsewhere>;
}

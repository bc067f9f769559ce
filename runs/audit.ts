/**
 * Whether a run's history is what was written. The hash chain finds every row that was changed, removed or put in
 * another place, up to the last; that the end is still there, only somebody who kept an earlier head can tell.
 */
import type { Journal } from '../engine/ports/journal.ts';
import { type FaultReason, JournalFault } from './journal/fault.ts';

/** A head that was seen before: `hash` is a row's, hex; `seq`, where it is known, that row's number. */
export interface KnownHead {
  readonly seq?: number;
  readonly hash: string;
}

export type Audit =
  | { readonly status: 'intact'; readonly seq: number; readonly hash: string }
  | {
      readonly status: 'broken';
      /** The first event that is missing or cannot be believed; every one before it is sound. */
      readonly seq: number;
      /** `lost`: the chain is sound and ends before the known head. `replaced`: it is sound, but another one. */
      readonly reason: FaultReason | 'lost' | 'replaced';
      readonly message: string;
    };

/** Reads the whole run. Anything but a row that cannot be believed (a disk that fails) rejects. */
export async function audit(journal: Pick<Journal, 'read'>, run: string, known?: KnownHead): Promise<Audit> {
  let seq = 0;
  let hash = '';
  let seen = known === undefined;
  try {
    for await (const envelope of journal.read(run)) {
      ({ seq, hash } = envelope);
      if (hash === known?.hash) seen = known.seq === undefined || known.seq === seq;
      else if (seq === known?.seq) return broken(run, seq, 'replaced');
    }
  } catch (error) {
    if (!(error instanceof JournalFault)) throw error;
    return { status: 'broken', seq: error.seq, reason: error.reason, message: error.message };
  }
  return seen ? { status: 'intact', seq, hash } : broken(run, seq + 1, 'lost');
}

function broken(run: string, seq: number, reason: 'lost' | 'replaced'): Audit {
  const message =
    reason === 'lost'
      ? `Run ${run} ends at event ${seq - 1}, and the known head is not in it: what came after is lost, or its history was rewritten.`
      : `Event ${seq} of run ${run} is another than the known head: its history was rewritten.`;
  return { status: 'broken', seq, reason, message };
}

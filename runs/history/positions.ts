/**
 * A fold of a run as it was after any of its events. A few copies are kept along the way, so that walking back and
 * forth folds a short stretch again and not the run.
 *
 * Invariants
 * 1. What is kept is never folded further: a fold begins with a copy. Whoever gets one changes nothing in it.
 * 2. What is kept is bounded; what was used last stays, and of the rest what is nearest to its neighbours goes.
 */
import type { Envelope } from '../../engine/events.ts';
import { breathe, isLong } from './breathe.ts';
import { copy } from './copy.ts';

/** Of copies that are kept of one run. */
const kept = 8;
const usedLast = 3;
/** A longer way than this leaves a copy behind at each of these distances. */
const spacing = 1_024;
/** How far one can walk back from where one came by a long way. */
const behind = 32;

export interface FoldOver<T> {
  begin(): T;
  /** In place. */
  fold(at: T, envelope: Envelope): void | Promise<void>;
}

export interface Positions<T> {
  /** After the event `seq`, which is there; 0: before the first. */
  at(seq: number): Promise<T>;
  keep(seq: number, value: T): void;
}

export function createPositions<T>(
  read: (fromSeq: number) => AsyncIterable<Envelope>,
  { begin, fold }: FoldOver<T>,
): Positions<T> {
  const copies = new Map<number, T>();

  const keep = (seq: number, value: T): void => {
    copies.delete(seq);
    copies.set(seq, value);
    if (copies.size > kept) copies.delete(leastMissed([...copies.keys()]));
  };

  return {
    keep,
    async at(seq) {
      const from = Math.max(0, ...[...copies.keys()].filter((known) => known <= seq));
      const base = copies.get(from);
      if (from === seq && base !== undefined) {
        keep(seq, base);
        return base;
      }
      const value = base === undefined ? begin() : copy(base);
      if (seq === 0) return value;
      for await (const envelope of read(from + 1)) {
        await fold(value, envelope);
        if (envelope.seq === seq) break;
        const isFar = seq - from > behind * 2;
        if (isFar && (envelope.seq % spacing === 0 || envelope.seq === seq - behind)) keep(envelope.seq, copy(value));
        if (isLong(envelope.seq)) await breathe();
      }
      keep(seq, value);
      return value;
    },
  };
}

/** Of seqs in the order in which they were used, the one whose loss makes the shortest way. */
function leastMissed(used: readonly number[]): number {
  const sorted = [...used].sort((a, b) => a - b);
  const wayBack = (seq: number): number => seq - (sorted[sorted.indexOf(seq) - 1] ?? 0);
  const [first, ...rest] = used.slice(0, -usedLast);
  return rest.reduce((least, seq) => (wayBack(seq) < wayBack(least) ? seq : least), first!);
}

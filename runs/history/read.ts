/** Reads single events out of the middle of a run, and puts their large values back as far as they are wanted. */
import { unpack } from '../../engine/driver/pack.ts';
import type { Envelope, RunEvent } from '../../engine/events.ts';
import type { HistoryRecord } from './record.ts';

/** A new read costs as much as this many events that are passed over. */
const passedOver = 64;

/** The events at `seqs`, which are in order. */
export async function readAt(
  record: HistoryRecord,
  run: string,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, Envelope>> {
  const found = new Map<number, Envelope>();
  for (let at = 0; at < seqs.length; ) {
    const begun = at;
    for await (const envelope of record.read(run, seqs[at])) {
      if (envelope.seq === seqs[at]) {
        found.set(envelope.seq, envelope);
        at += 1;
      }
      const next = seqs[at];
      if (next === undefined || next - envelope.seq > passedOver) break;
    }
    // The run ends before: nothing more can be found.
    if (at === begun) break;
  }
  return found;
}

/** With all its large values, or with those whose place (`result.text`) is wanted. */
export function hydrate(
  record: HistoryRecord,
  event: RunEvent,
  isWanted: (place: string) => boolean = () => true,
): Promise<RunEvent> | RunEvent {
  if (event.blobs === undefined) return event;
  const { blobs, ...rest } = event;
  const wanted = Object.fromEntries(Object.entries(blobs).filter(([place]) => isWanted(place)));
  return unpack({ ...rest, blobs: wanted }, record);
}

/** Of a result what a view and a talk read. A diff, or what a command wrote, may be large and is left where it is. */
export const isReadByView = (place: string): boolean =>
  /^result\.(text|output|verdict|findings|commits|files)$/.test(place);

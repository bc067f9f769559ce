/** What the history knows of the journal: it reads, and has no way to write. */
import type { Blobs, Journal } from '../../engine/ports/journal.ts';

export interface HistoryRecord extends Pick<Journal, 'read'>, Pick<Blobs, 'get'> {
  /** The last event of a run; seq 0 where there is none. */
  head(run: string): { readonly seq: number };
}

/**
 * The journal of one `.omni` folder: one SQLite file that holds every run, and this process's connection to it.
 *
 * 1. An append or a blob is on disk when its promise resolves, and not at all when it rejects; what was asked for in
 *    one turn of the event loop shares a commit.
 * 2. Several processes may have the journal open. Only appends change a run; the others leave facts in the inbox.
 * 3. After a failure the journal stays usable: what is remembered is forgotten and read again.
 */

import type { Database } from 'better-sqlite3';
import type { Blobs, Inbox, Journal, Leases, Spending } from '../../engine/ports/journal.ts';
import { type AppendRequest, createAppender, isDuplicate } from './append.ts';
import { createBlobs, waitingBytesAtMost } from './blobs.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { type EventCheck, loadEventCheck } from './check-event.ts';
import { createCommitQueue } from './commit-queue.ts';
import { openDatabase } from './database.ts';
import { guarded } from './failures.ts';
import { createHeads } from './heads.ts';
import { createInbox, type OpenInbox } from './inbox.ts';
import { createLeases, type OpenLeases } from './leases.ts';
import { createReader } from './reader.ts';
import { createSpending } from './spending.ts';

export interface OpenJournal
  extends Journal,
    Blobs,
    Leases,
    Inbox,
    Spending,
    Catalogue,
    Pick<OpenInbox, 'post' | 'posted'>,
    Pick<OpenLeases, 'holder'> {
  /** Commits what waits and releases every lease that was acquired here. */
  close(): void;
}

export interface JournalOptions {
  /** The `.omni` folder; made when it is not there. */
  readonly folder: string;
  /** Milliseconds since the epoch, for leases and the inbox; default the system's. */
  readonly clock?: () => number;
}

/** Throws OMNI6001 (damaged), OMNI6002 (newer), OMNI6003 (disk full), OMNI6004 (read-only), OMNI6013, OMNI6014. */
export function openJournal({ folder, clock = Date.now }: JournalOptions): OpenJournal {
  return journalOver(openDatabase(folder), clock);
}

/** The journal in a database that `openDatabase` opened; it closes it. */
export function journalOver(db: Database, clock: () => number): OpenJournal {
  const heads = createHeads(db);
  const blobs = createBlobs(db);
  const appender = createAppender(db, heads);
  const read = createReader(db);
  const leases = createLeases(db, heads, clock);
  const inbox = createInbox(db, clock);
  const queue = createCommitQueue(db, {
    prepare() {
      heads.refresh();
      blobs.write();
    },
    committed: blobs.written,
    forget: heads.forget,
  });
  let loading: Promise<EventCheck> | undefined;
  const eventCheck = () => {
    loading ??= loadEventCheck();
    return loading;
  };

  const append = async (request: AppendRequest) => {
    const check = await eventCheck();
    try {
      return await queue.commit(() => appender.append(request, check));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return queue.commit(() => appender.refuse(request));
    }
  };

  return {
    ...createCatalogue(db),
    ...createSpending(db),
    append: (run, expectedSeq, epoch, events) => append({ run, expectedSeq, epoch, events }),
    async *read(run, fromSeq = 1) {
      yield* read(run, fromSeq, await eventCheck());
    },
    async put(text) {
      const hash = blobs.put(text);
      if (blobs.waitingBytes() > waitingBytesAtMost) await queue.commit(() => undefined);
      return hash;
    },
    get: async (hash) => guarded(db, () => blobs.get(hash)),
    acquire: leases.acquire,
    renew: leases.renew,
    release: leases.release,
    holder: leases.holder,
    take: inbox.take,
    done: inbox.done,
    post: inbox.post,
    posted: inbox.posted,
    close() {
      if (!db.open) return;
      queue.commit(() => leases.releaseAll()).catch(() => undefined);
      queue.flush();
      db.close();
    },
  };
}

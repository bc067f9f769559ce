/**
 * Large values by the SHA-256 of their bytes. A `put` costs no commit of its own: it waits for the next transaction
 * and is written first in it, hence before any event that names it, and what nothing names may as well be lost.
 */
import { hash as digest } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { OmniError } from '../../schema/error.ts';
import { type BlobRow, insertBlob, selectBlob } from './sql/blobs.ts';

/** Smaller values are not worth the time. */
const deflateFromBytes = 4096;
/** What waits in memory for a transaction, at most. */
export const waitingBytesAtMost = 1 << 20;

export interface WaitingBlobs {
  /** Answers the hash, hex. */
  put(text: string): string;
  get(hash: string): string | undefined;
  /** Bytes that wait for `write`. */
  waitingBytes(): number;
  /** Writes what waits; call within a transaction. */
  write(): void;
  /** The transaction of the last `write` is on disk. */
  written(): void;
}

export function createBlobs(db: Database): WaitingBlobs {
  const [insert, select] = [insertBlob(db), selectBlob(db)];
  const waiting = new Map<string, Buffer>();
  let bytesWaiting = 0;

  return {
    put(text) {
      const bytes = Buffer.from(text);
      const hash = digest('sha256', bytes, 'hex');
      if (!waiting.has(hash)) bytesWaiting += bytes.length;
      waiting.set(hash, bytes);
      return hash;
    },
    get(hash) {
      const row = select(Buffer.from(hash, 'hex'));
      const bytes = row === undefined ? waiting.get(hash) : unpack(hash, row);
      return bytes?.toString();
    },
    waitingBytes: () => bytesWaiting,
    write() {
      for (const [hash, bytes] of waiting) insert(Buffer.from(hash, 'hex'), pack(bytes));
    },
    written() {
      waiting.clear();
      bytesWaiting = 0;
    },
  };
}

function pack(bytes: Buffer): BlobRow {
  if (bytes.length < deflateFromBytes) return { deflated: 0, bytes };
  const deflated = deflateRawSync(bytes);
  return deflated.length < bytes.length ? { deflated: 1, bytes: deflated } : { deflated: 0, bytes };
}

function unpack(hash: string, row: BlobRow): Buffer {
  const bytes = row.deflated === 1 ? inflate(row.bytes) : row.bytes;
  if (bytes !== undefined && digest('sha256', bytes, 'hex') === hash) return bytes;
  throw new OmniError('OMNI6001', `The blob ${hash} in the journal is not what was written there.`, {
    help: 'Restore .omni/journal.db from a copy, or start another run.',
  });
}

function inflate(bytes: Buffer): Buffer | undefined {
  try {
    return inflateRawSync(bytes);
  } catch {
    return undefined;
  }
}

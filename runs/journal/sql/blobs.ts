/** The statements on blobs. */
import type { Database } from 'better-sqlite3';

export interface BlobRow {
  /** 1: `bytes` are deflated. */
  readonly deflated: number;
  readonly bytes: Buffer;
}

export function insertBlob(db: Database): (hash: Buffer, blob: BlobRow) => void {
  const statement = db.prepare('INSERT INTO blobs (hash, deflated, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  return (hash, { deflated, bytes }) => void statement.run(hash, deflated, bytes);
}

export function selectBlob(db: Database): (hash: Buffer) => BlobRow | undefined {
  const statement = db.prepare<[Buffer], BlobRow>('SELECT deflated, bytes FROM blobs WHERE hash = ?');
  return (hash) => statement.get(hash);
}

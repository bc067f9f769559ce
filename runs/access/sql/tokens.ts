/** The statements on tokens. */
import type { Database } from 'better-sqlite3';
import type { GivenRole, Token } from '../token.ts';

interface TokenRow {
  readonly id: string;
  readonly name: string;
  readonly role: GivenRole;
  readonly run: string | null;
  readonly hash: Buffer;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
  readonly lastSeenAt: number | null;
}

const columns = `tokens.id, name, role, runs.run, hash, tokens.created_at AS createdAt, created_by AS createdBy,
  expires_at AS expiresAt, revoked_at AS revokedAt, last_seen_at AS lastSeenAt
  FROM tokens LEFT JOIN runs ON runs.id = tokens.run`;

export function insertToken(
  db: Database,
): (row: Omit<TokenRow, 'run' | 'revokedAt' | 'lastSeenAt'> & { readonly run: number | null }) => void {
  const statement = db.prepare(
    `INSERT INTO tokens (id, name, role, run, hash, created_at, created_by, expires_at)
     VALUES (@id, @name, @role, @run, @hash, @createdAt, @createdBy, @expiresAt)`,
  );
  return (row) => void statement.run(row);
}

export function selectToken(db: Database): (id: string) => { token: Token; hash: Buffer } | undefined {
  const statement = db.prepare<[string], TokenRow>(`SELECT ${columns} WHERE tokens.id = ?`);
  return (id) => {
    const row = statement.get(id);
    return row && { token: tokenOf(row), hash: row.hash };
  };
}

export function selectTokens(db: Database): () => Token[] {
  const statement = db.prepare<[], TokenRow>(`SELECT ${columns} ORDER BY tokens.rowid DESC`);
  return () => statement.all().map(tokenOf);
}

export function touchToken(db: Database): (id: string, at: number) => void {
  const statement = db.prepare('UPDATE tokens SET last_seen_at = ? WHERE id = ?');
  return (id, at) => void statement.run(at, id);
}

/** @returns whether it was not revoked before. */
export function revokeToken(db: Database): (id: string, at: number) => boolean {
  const statement = db.prepare('UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
  return (id, at) => statement.run(at, id).changes > 0;
}

function tokenOf({ run, hash: _hash, revokedAt, lastSeenAt, ...row }: TokenRow): Token {
  return {
    ...row,
    ...(run !== null && { run }),
    ...(revokedAt !== null && { revokedAt }),
    ...(lastSeenAt !== null && { lastSeenAt }),
  };
}

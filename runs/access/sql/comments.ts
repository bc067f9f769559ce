/** The statements on comments. */
import type { Database } from 'better-sqlite3';
import type { Comment } from '../comment.ts';

interface CommentRow extends Omit<Comment, 'id' | 'from' | 'handedAt'> {
  readonly id: number;
  readonly origin: string;
  readonly handedAt: number | null;
}

const columns = `SELECT comments.id, runs.run, workspace, path, side, line, quoted, text, by, origin, at,
  handed_at AS handedAt FROM comments JOIN runs ON runs.id = comments.run WHERE removed_at IS NULL`;

/** Answers its id. */
export function insertComment(
  db: Database,
): (row: Omit<CommentRow, 'id' | 'run' | 'handedAt'> & { readonly run: number }) => string {
  const statement = db.prepare(
    `INSERT INTO comments (run, workspace, path, side, line, quoted, text, by, origin, at)
     VALUES (@run, @workspace, @path, @side, @line, @quoted, @text, @by, @origin, @at)`,
  );
  return ({ run, workspace, path, side, line, quoted, text, by, origin, at }) =>
    String(statement.run({ run, workspace, path, side, line, quoted, text, by, origin, at }).lastInsertRowid);
}

export function selectComment(db: Database): (id: string) => Comment | undefined {
  const statement = db.prepare<[string], CommentRow>(`${columns} AND comments.id = ?`);
  return (id) => {
    const row = statement.get(id);
    return row && commentOf(row);
  };
}

export function selectComments(db: Database): (run: string) => Comment[] {
  const statement = db.prepare<[string], CommentRow>(`${columns} AND runs.run = ? ORDER BY comments.id`);
  return (run) => statement.all(run).map(commentOf);
}

/** @returns whether it was not handed over before. */
export function handComment(db: Database): (id: string, at: number) => boolean {
  const statement = db.prepare(
    'UPDATE comments SET handed_at = ? WHERE id = ? AND handed_at IS NULL AND removed_at IS NULL',
  );
  return (id, at) => statement.run(at, id).changes > 0;
}

/** @returns whether it could still be removed. */
export function removeComment(db: Database): (id: string, at: number) => boolean {
  const statement = db.prepare(
    'UPDATE comments SET removed_at = ? WHERE id = ? AND handed_at IS NULL AND removed_at IS NULL',
  );
  return (id, at) => statement.run(at, id).changes > 0;
}

function commentOf({ id, origin, handedAt, ...row }: CommentRow): Comment {
  return { ...row, id: String(id), from: JSON.parse(origin), ...(handedAt !== null && { handedAt }) };
}

/**
 * Where a page ends. A cursor is opaque to whoever gets one, holds no secret, and goes on only with the question that
 * it was given for: with other filters it would skip what nobody has seen.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../../schema/json.ts';
import { ApiError } from './problem.ts';

/** An event's number, or a run. */
type Position = number | string;

/** `question`: all that is asked for but the cursor and the size of a page. */
export function writeCursor(question: object, position: Position): string {
  return Buffer.from(JSON.stringify([1, markOf(question), position])).toString('base64url');
}

/** @throws ApiError 400 for what was not written for this question. */
export function readCursor(question: object, cursor: string | undefined): Position | undefined {
  if (cursor === undefined) return undefined;
  const parts = parse(cursor);
  const [version, mark, position] = parts;
  const isPosition = typeof position === 'string' || (Number.isSafeInteger(position) && Number(position) >= 0);
  if (version === 1 && parts.length === 3 && mark === markOf(question) && isPosition) return position as Position;
  const message = 'is no cursor of this question: give `next` as it was answered, with the same filters';
  throw new ApiError(400, { detail: 'The cursor cannot be used.', errors: [{ path: '/query/cursor', message }] });
}

function parse(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const markOf = (question: object): string =>
  createHash('sha256').update(canonicalJson(question)).digest('base64url').slice(0, 10);

/**
 * How an event lies in the table, and how it is believed again. When, where and how it happened has columns, of
 * which a number takes a byte or two; `body` is the canonical JSON of the rest. A row's hash is SHA-256 over the
 * canonical JSON of its envelope without `hash`, so it stands for every row before it.
 */
import { hash as digest } from 'node:crypto';
import type { Envelope, RunEvent } from '../../engine/events.ts';
import { canonicalJson } from '../../schema/json.ts';
import type { EventCheck } from './check-event.ts';
import { JournalFault } from './fault.ts';

/** The keys of an event that have a column of their own; null in the row where the event has none. */
const columns = ['at', 'frame', 'step', 'visit', 'attempt', 'type', 'outcome', 'fact'] as const;
const hasColumn: ReadonlySet<string> = new Set(columns);

export interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly frame: string;
  readonly step: string | null;
  readonly visit: number | null;
  readonly attempt: number | null;
  readonly type: string;
  readonly outcome: string | null;
  readonly fact: string | null;
  readonly body: string;
  readonly hash: Buffer;
}

/** Where a run's chain stands: before the first event `{ seq: 0, hash: '' }`. */
export interface Head {
  readonly seq: number;
  /** Hex. */
  readonly hash: string;
}
export const emptyHead: Head = { seq: 0, hash: '' };

/** The row that follows `head`. The event is one that `toStorable` let through. */
export function encodeRow(run: string, head: Head, event: RunEvent): EventRow {
  const seq = head.seq + 1;
  const all: string[] = [];
  const body: string[] = [];
  const fields = event as unknown as Record<string, unknown>;
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] === undefined) continue;
    const member = `${JSON.stringify(key)}:${canonicalJson(fields[key])}`;
    all.push(member);
    if (!hasColumn.has(key)) body.push(member);
  }
  return {
    seq,
    at: event.at,
    frame: event.frame,
    step: 'step' in event ? (event.step ?? null) : null,
    visit: 'visit' in event ? event.visit : null,
    attempt: 'attempt' in event ? (event.attempt ?? null) : null,
    type: event.type,
    outcome: 'outcome' in event ? event.outcome : null,
    fact: event.fact ?? null,
    body: `{${body.join(',')}}`,
    hash: chain(run, seq, head.hash, `{${all.join(',')}}`),
  };
}

/** The envelope of a row that must follow `head`. Throws `JournalFault` where it cannot be believed. */
export function decodeRow(run: string, head: Head, row: EventRow, check: EventCheck): Envelope {
  const seq = head.seq + 1;
  if (row.seq !== seq) throw new JournalFault(run, seq, 'gap');
  const event = parseEvent(run, row);
  const wrong = check(event);
  if (wrong !== undefined) throw new JournalFault(run, seq, 'malformed', wrong);
  const expected = chain(run, seq, head.hash, canonicalJson(event));
  if (!expected.equals(row.hash)) throw new JournalFault(run, seq, 'changed');
  return { run, seq, event: event as RunEvent, prevHash: head.hash, hash: expected.toString('hex') };
}

function parseEvent(run: string, row: EventRow): object {
  const event: Record<string, unknown> = parseBody(run, row);
  for (const column of columns) if (row[column] !== null) event[column] = row[column];
  return event;
}

function parseBody(run: string, { seq, body }: EventRow): Record<string, unknown> {
  try {
    return { ...JSON.parse(body) };
  } catch {
    throw new JournalFault(run, seq, 'malformed', 'its body is no JSON');
  }
}

/** The hash that an envelope has to have, in hex: of one that came from elsewhere, where nobody has checked it. */
export const hashOf = ({ run, seq, prevHash, event }: Omit<Envelope, 'hash'>): string =>
  chain(run, seq, prevHash, canonicalJson(event)).toString('hex');

/** The canonical JSON of an envelope begins with its event: spelled out here, the event is written only once. */
function chain(run: string, seq: number, prevHash: string, event: string): Buffer {
  const text = `{"event":${event},"prevHash":"${prevHash}","run":${JSON.stringify(run)},"seq":${seq}}`;
  return digest('sha256', text, 'buffer');
}

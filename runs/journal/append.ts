/**
 * The only write to a run. Everything that follows from the events in the same breath, the run's status, its open
 * asks and what it spent, is written with them, in one transaction. What an append meets decides the answer in this order: its fact is
 * journaled (`already`), its caller is stale or was replaced (`conflict`), or it is appended.
 */
import Database from 'better-sqlite3';
import type { RunEvent } from '../../engine/events.ts';
import type { AppendResult } from '../../engine/ports/journal.ts';
import { foldAsks } from '../asks.ts';
import { type EventCheck, storableText, toStorable } from './check-event.ts';
import type { Heads, KnownRun } from './heads.ts';
import { encodeRow } from './row.ts';
import { createSpendingFold } from './spending.ts';
import { insertEvent, selectSeqOfFact } from './sql/events.ts';
import { finishRun, updateAsks } from './sql/runs.ts';

export interface AppendRequest {
  readonly run: string;
  readonly expectedSeq: number;
  readonly epoch: number;
  readonly events: readonly RunEvent[];
}

export interface Appender {
  /** Call within a transaction. Throws, with the transaction to be undone, on a fact that was journaled before. */
  append(request: AppendRequest, check: EventCheck): AppendResult;
  /** What an append answers that was not carried out. */
  refuse(request: AppendRequest): AppendResult;
}

export function createAppender(db: Database.Database, heads: Heads): Appender {
  const [insert, seqOfFact, finish, writeAsks] = [insertEvent(db), selectSeqOfFact(db), finishRun(db), updateAsks(db)];
  const foldSpending = createSpendingFold(db);

  const refuse = ({ run, events }: AppendRequest): AppendResult => {
    const { id, head } = heads.of(run);
    const fact = events[0]?.fact;
    const seq = fact === undefined ? undefined : seqOfFact(id, storableText(fact));
    return seq === undefined ? { status: 'conflict', seq: head.seq } : { status: 'already', seq };
  };

  const follow = (known: KnownRun, events: readonly RunEvent[]) => {
    const asks = new Map(known.asks);
    let changed = false;
    for (const event of events) {
      changed = foldAsks(asks, event).length > 0 || changed;
      foldSpending(known.id, event);
      if (event.type === 'run.finished') finish(known.id, event.outcome, event.at);
    }
    if (!changed) return;
    known.asks = asks;
    writeAsks(known.id, JSON.stringify([...asks.values()]));
  };

  return {
    refuse,
    append(request, check) {
      const known = heads.of(request.run);
      if (request.expectedSeq !== known.head.seq || request.epoch < known.epoch) return refuse(request);
      for (const event of request.events) {
        const row = encodeRow(request.run, known.head, toStorable(event, check));
        insert(known.id, row);
        known.head = { seq: row.seq, hash: row.hash.toString('hex') };
      }
      follow(known, request.events);
      return { status: 'appended', seq: known.head.seq };
    },
  };
}

/** Whether an append failed because a fact of its events stands in the journal already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
}

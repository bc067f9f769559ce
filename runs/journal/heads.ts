/**
 * What the journal remembers of each run so that an append needs to read nothing: where its chain stands, the epoch
 * of its lease, its open asks. Valid as long as nobody else wrote, which SQLite tells by `data_version`; whoever is
 * unsure forgets, and the next look reads.
 */
import type { Database } from 'better-sqlite3';
import { OmniError } from '../../schema/error.ts';
import type { OpenAsk, OpenAsks } from '../asks.ts';
import type { Head } from './row.ts';
import { selectHead } from './sql/events.ts';
import { selectEpoch } from './sql/leases.ts';
import { insertRun, selectRun } from './sql/runs.ts';

export interface KnownRun {
  readonly id: number;
  head: Head;
  readonly epoch: number;
  asks: OpenAsks;
}

export interface Heads {
  /** Adds the run when nobody has heard of it. */
  of(run: string): KnownRun;
  /** Forgets everything if another connection has committed since the last call. */
  refresh(): void;
  forget(): void;
}

export function createHeads(db: Database): Heads {
  const known = new Map<string, KnownRun>();
  const [add, find, epochOf, headOf] = [insertRun(db), selectRun(db), selectEpoch(db), selectHead(db)];
  const dataVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
  let seen = dataVersion.get();

  const load = (run: string): KnownRun => {
    let row = find(run);
    if (row === undefined) {
      add(run);
      row = find(run)!;
    }
    return {
      id: row.id,
      head: headOf(row.id),
      epoch: epochOf(row.id) ?? 0,
      asks: parseAsks(row.asks),
    };
  };

  return {
    of(run) {
      const remembered = known.get(run);
      if (remembered !== undefined) return remembered;
      const loaded = load(run);
      known.set(run, loaded);
      return loaded;
    },
    refresh() {
      const version = dataVersion.get();
      if (version !== seen) known.clear();
      seen = version;
    },
    forget: () => known.clear(),
  };
}

/** The column `asks` of a run: derived from its events, written by `append` alone. Throws OMNI6001. */
export function parseAsks(text: string): OpenAsks {
  const asks: unknown = JSON.parse(text);
  if (!Array.isArray(asks) || !asks.every(isOpenAsk)) {
    throw new OmniError('OMNI6001', 'The open asks of a run in the journal are not what was written there.', {
      help: 'Restore .omni/journal.db from a copy.',
    });
  }
  return new Map(asks.map((open) => [open.ask.id, open]));
}

function isOpenAsk(value: Partial<OpenAsk> | null): value is OpenAsk {
  return (
    typeof value?.ask?.id === 'string' &&
    typeof value.ask.text === 'string' &&
    Array.isArray(value.waiters) &&
    Array.isArray(value.grantedBy)
  );
}

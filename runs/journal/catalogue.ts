/** What the CLI asks of the journal beyond events: which runs there are, what they are about, where they stand. */
import type { Database } from 'better-sqlite3';
import type { Outcome } from '../../engine/events.ts';
import type { OpenAsk } from '../asks.ts';
import { guarded } from './failures.ts';
import { parseAsks } from './heads.ts';
import { emptyHead, type Head } from './row.ts';
import { selectHead } from './sql/events.ts';
import {
  insertRun,
  type RunFilter,
  type RunRow,
  selectRun,
  selectRunOfAsk,
  selectRuns,
  selectUnfinished,
  updateRun,
} from './sql/runs.ts';

/** What a run was started from. */
export interface RunMeta {
  readonly run: string;
  /** Equal for every `apply` that means the same run: workflow file, repository and inputs. */
  readonly key: string;
  readonly workflow: string;
  readonly file: string;
  readonly repo: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface ListedRun extends RunMeta {
  /** `running` says that it has not finished, not that anybody runs it: see `holder`. */
  readonly status: 'running' | Outcome;
  readonly finishedAt?: number;
  /** Who asked for it, from its first event on. */
  readonly starter?: string;
  /** What it has spent so far, in millionths of a dollar. Not `known`: at least that. */
  readonly cost: { readonly known: boolean; readonly microUsd: number };
  readonly asks: readonly OpenAsk[];
}

export interface Catalogue {
  createRun(meta: RunMeta): void;
  /** The same, unless another run of its key is unfinished: then that one is answered, and nothing has changed. */
  createOnlyRun(meta: RunMeta): ListedRun | undefined;
  meta(run: string): ListedRun | undefined;
  /** The newest unfinished run of a key. */
  findByKey(key: string): ListedRun | undefined;
  /** The unfinished run in which an ask with this id is open. */
  findByAsk(ask: string): ListedRun | undefined;
  /** Newest first. */
  list(filter?: RunFilter): readonly ListedRun[];
  /** The last event of a run; `{ seq: 0, hash: '' }` where there is none. */
  head(run: string): Head;
  /** Another number each time that somebody else has written; costs no read of the disk. */
  version(): number;
}

export function createCatalogue(db: Database): Catalogue {
  const [add, update, find, headOf] = [insertRun(db), updateRun(db), selectRun(db), selectHead(db)];
  const [unfinished, newest, ofAsk] = [selectUnfinished(db), selectRuns(db), selectRunOfAsk(db)];
  const one = (row: RunRow | undefined) => row && listed(row);
  const create = db.transaction((meta: RunMeta) => {
    add(meta.run);
    update(meta);
  });
  const createOnly = db.transaction((meta: RunMeta) => {
    const other = unfinished(meta.key);
    if (other !== undefined && other.run !== meta.run) return listed(other);
    create(meta);
    return undefined;
  });
  return {
    createOnlyRun: (meta) => guarded(db, () => createOnly.immediate(meta)),
    createRun: (meta) => guarded(db, () => create.immediate(meta)),
    meta: (run) => guarded(db, () => one(find(run))),
    findByKey: (key) => guarded(db, () => one(unfinished(key))),
    findByAsk: (ask) => guarded(db, () => one(ofAsk(ask))),
    list: (filter = {}) => guarded(db, () => newest(filter).map(listed)),
    head: (run) =>
      guarded(db, () => {
        const row = find(run);
        return row === undefined ? emptyHead : headOf(row.id);
      }),
    version: () => guarded(db, () => db.pragma('data_version', { simple: true }) as number),
  };
}

function listed(row: RunRow): ListedRun {
  return {
    run: row.run,
    key: row.key ?? '',
    workflow: row.workflow ?? '',
    file: row.file ?? '',
    repo: row.repo ?? '',
    createdAt: row.created_at ?? 0,
    status: row.status as ListedRun['status'],
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    ...(row.starter === null ? {} : { starter: row.starter }),
    cost: { known: row.unknown === 0, microUsd: row.micro_usd },
    asks: [...parseAsks(row.asks).values()],
  };
}

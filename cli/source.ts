/** Runs that commands read, wherever their journal is: on this machine, or behind a server. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Envelope } from '../engine/events.ts';
import type { Blobs, Journal } from '../engine/ports/journal.ts';
import type { ListedRun, OpenJournal } from '../runs/journal/index.ts';
import { type Standing, standingOfListed } from '../runs/standing.ts';
import { findRun, withRuns } from './record.ts';

export interface KnownRun extends Omit<ListedRun, 'status' | 'asks'> {
  readonly stands: Standing;
  readonly asks: readonly { readonly ask: object }[];
}

export interface RunSource extends Pick<Journal, 'read'>, Pick<Blobs, 'get'> {
  /** The run with this id, or the only one whose id begins so. @throws InvalidInput */
  find(given: string): Promise<KnownRun>;
  /** The newest first. */
  list(limit: number): Promise<readonly KnownRun[]>;
  /** Its events as they happen, from the first, until it is over or nobody drives it any more. */
  follow(run: string): AsyncIterable<Envelope>;
}

/** Opens the source for `work`, and closes it after. */
export type WithSource = <T>(work: (source: RunSource) => Promise<T>) => Promise<T>;

/** The runs of this project. */
export const withLocal: WithSource = (work) => withRuns((journal) => work(sourceOf(journal)));

const pollMs = 200;

function sourceOf(journal: OpenJournal): RunSource {
  const known = async (listed: ListedRun): Promise<KnownRun> => {
    const { stands } = await standingOfListed(journal, listed);
    const { status: _, ...rest } = listed;
    return { ...rest, stands };
  };
  return {
    read: journal.read,
    get: journal.get,
    find: async (given) => known(findRun(journal, given)),
    list: async (limit) => Promise.all(journal.list({ limit }).map(known)),
    async *follow(run) {
      let seq = 0;
      for (let isOver = false; ; await sleep(pollMs)) {
        // Asked before reading: what the driver wrote last is then read before its silence is believed.
        const driven = (await journal.holder(run)) !== undefined;
        for await (const envelope of journal.read(run, seq + 1)) {
          seq = envelope.seq;
          isOver = envelope.event.type === 'run.finished';
          yield envelope;
        }
        if (isOver || !driven) return;
      }
    },
  };
}

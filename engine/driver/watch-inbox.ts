/** Looks for what other processes left for the run, and keeps its lease: both are small, and both are periodic. */
import { OmniError } from '../../schema/error.ts';
import type { Fact } from '../facts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Inbox, Leases } from '../ports/journal.ts';
import { readInboxFact } from './inbox-fact.ts';

const lookEveryMs = 200;
const renewEveryMs = 2_000;

interface Ports {
  readonly clock: Clock;
  readonly inbox: Inbox;
  readonly leases: Leases;
}

interface Found {
  fact(fact: Fact, row: number): void;
  /** The lease is gone, or the store no longer answers. */
  lost(error: OmniError): void;
}

export interface InboxWatch {
  /** Looks now: before a run is left to people, since one of them may have answered while nobody looked. */
  look(): Promise<void>;
  stop(): void;
}

export function watchInbox({ clock, inbox, leases }: Ports, run: string, epoch: number, found: Found): InboxWatch {
  const handed = new Set<number>();
  let renewedAt = clock.now();
  let cancel = () => {};
  let over = false;

  const look = async () => {
    const refused: number[] = [];
    for (const { row, fact: value } of await inbox.take(run)) {
      if (over || handed.has(row)) continue;
      handed.add(row);
      const fact = readInboxFact(value, clock.now());
      if (fact) found.fact(fact, row);
      else refused.push(row);
    }
    if (refused.length > 0) await inbox.done(refused);
  };
  const tick = async () => {
    try {
      const sinceMs = clock.now() - renewedAt;
      // A clock that was set back says nothing about how long it has been.
      if (sinceMs < 0 || sinceMs >= renewEveryMs) {
        renewedAt = clock.now();
        if (!(await leases.renew(run, epoch)))
          throw new OmniError('OMNI6005', `Another omni has taken over run ${run}`);
      }
      await look();
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      if (!over) found.lost(cause instanceof OmniError ? cause : new OmniError('OMNI6004', message, { cause }));
      return;
    }
    if (!over) cancel = clock.after(clock.now() + lookEveryMs, () => void tick());
  };
  cancel = clock.after(clock.now(), () => void tick());
  return {
    look,
    stop() {
      over = true;
      cancel();
    },
  };
}

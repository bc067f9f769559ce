/** Whoever drives the run: the real engine on a real journal, where each item is done at once, or when its turn comes. */
import type { Performer } from '../../../engine/ports/performer.ts';
import { openJournal } from '../../../runs/journal/index.ts';
import { openRun, type Spent, timeRun } from '../parts/engine.ts';
import { createTrivialPerformer } from '../parts/performer.ts';
import { fanOut, itemsUpTo } from '../parts/specs.ts';
import { answerAsks } from './helper.ts';

const width = 64;

export interface Given {
  readonly run: string;
  readonly items: number;
  /** Absent: as fast as it goes. */
  readonly itemsPerS?: number;
}

export interface Driven extends Spent {
  readonly events: number;
}

export function drive(folder: string): void {
  const journal = openJournal({ folder });
  let release = (): void => {};
  let ending: Promise<Spent>;
  answerAsks<Given>(
    {
      /** Until the run is there to be looked at, with its first items begun. */
      async begin({ run, items, itemsPerS }) {
        journal.createRun({ run, key: run, workflow: 'fan-out', file: '', repo: '', createdAt: Date.now() });
        const held = createHeldPerformer(itemsPerS);
        ({ release } = held);
        const started = await openRun(journal, held.performer, { run, spec: fanOut(width), inputs: itemsUpTo(items) });
        ending = timeRun(started);
        await held.begun;
      },
      /** Until it is over, from when it may go on. */
      async go({ run }): Promise<Driven> {
        const from = performance.now();
        release();
        const spent = await ending;
        return { ...spent, ms: performance.now() - from, events: journal.head(run).seq };
      },
      /** When each event was, the first one first. */
      async times({ run }): Promise<readonly number[]> {
        const times: number[] = [];
        for await (const { event } of journal.read(run)) times.push(event.at);
        return times;
      },
    },
    () => journal.close(),
  );
}

/** Does nothing until it is released. What falls behind its pace is caught up with. */
function createHeldPerformer(perSecond = Number.POSITIVE_INFINITY) {
  const trivial = createTrivialPerformer();
  let release = (): void => {};
  let begin = (): void => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const released = new Promise<number>((resolve) => {
    release = () => resolve(performance.now());
  });
  let taken = 0;
  const performer: Performer = {
    ...trivial,
    start(attempt, report) {
      const nth = taken++;
      begin();
      void released.then((from) => {
        const waitMs = from + (nth * 1_000) / perSecond - performance.now();
        if (waitMs <= 0) trivial.start(attempt, report);
        else setTimeout(() => trivial.start(attempt, report), waitMs);
      });
    },
  };
  return { performer, begun, release };
}

/**
 * (c) Whether an event costs more late in a run than early, and what a step takes in the database. The cost is CPU
 * time, which says more than the clock does when fsyncs are in between; the same 1,000 events are looked at in several
 * runs, after some that let the compiler settle.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal } from '../../../runs/journal/index.ts';
import { cpuUs } from '../parts/cpu.ts';
import { openRun, timeRun } from '../parts/engine.ts';
import { inMemory } from '../parts/folder.ts';
import { createTrivialPerformer, resultBytes } from '../parts/performer.ts';
import { fanOut, itemsUpTo, sequence } from '../parts/specs.ts';

const windowEvents = 1_000;
const early = 100;
const late = 10_000;
const width = 4;
const warmUps = 3;
const runs = 5;

export function measure(): Promise<Record<string, number>> {
  return inMemory(async (folder) => {
    let [earlyUs, lateUs] = [0, 0];
    for (let run = 0; run < warmUps + runs; run++) {
      const marks = await markCpu(folder, `run-${run}`);
      if (run < warmUps) continue;
      earlyUs += marks.early;
      lateUs += marks.late;
    }
    const bytes = await bytesPerStep(join(folder, 'steps'));
    const perEvent = runs * windowEvents;
    return {
      ratio: lateUs / earlyUs,
      early_us: earlyUs / perEvent,
      late_us: lateUs / perEvent,
      bytes_ratio: bytes / (1.5 * resultBytes + 150),
      bytes_per_step: bytes,
    };
  });
}

/** Microseconds of CPU that the early and the late events of one run cost. */
async function markCpu(folder: string, run: string): Promise<{ early: number; late: number }> {
  const journal = openJournal({ folder });
  const given = { run, spec: fanOut(width), inputs: itemsUpTo(3_000) };
  const started = await openRun(journal, createTrivialPerformer(), given);
  const at = [early, early + windowEvents, late, late + windowEvents];
  const marks: { seq: number; us: number }[] = [];
  started.driver.subscribe((entries) => {
    const seq = entries.at(-1)?.seq ?? 0;
    if (seq < (at[marks.length] ?? Number.POSITIVE_INFINITY)) return;
    marks.push({ seq, us: cpuUs() });
  });
  await timeRun(started);
  journal.close();
  const [a, b, c, d] = marks;
  if (!a || !b || !c || !d) throw new Error('the run was too short');
  // Batches do not end at round numbers.
  const cost = (from: typeof a, to: typeof a) => ((to.us - from.us) * windowEvents) / (to.seq - from.seq);
  return { early: cost(a, b), late: cost(c, d) };
}

/** Of the closed database, without what an empty one and the pinned spec take. */
async function bytesPerStep(folder: string): Promise<number> {
  const [few, many] = [100, 1_100];
  const size = async (name: string, steps: number) => {
    const journal = openJournal({ folder: join(folder, name) });
    await timeRun(await openRun(journal, createTrivialPerformer(), { spec: sequence(steps) }));
    journal.close();
    return statSync(join(folder, name, 'journal.db')).size;
  };
  return ((await size('many', many)) - (await size('few', few))) / (many - few);
}

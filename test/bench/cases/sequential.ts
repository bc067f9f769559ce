/**
 * (a) Durable steps one after another, start and finish journaled, over raw commits of the same row size. A shorter run
 * comes first, since the compiler needs some hundred steps to settle.
 */
import { openJournal } from '../../../runs/journal/index.ts';
import { openRun, timeRun } from '../parts/engine.ts';
import { openFloor, overFloor } from '../parts/floor.ts';
import { onDisk } from '../parts/folder.ts';
import { createTrivialPerformer } from '../parts/performer.ts';
import { sequence } from '../parts/specs.ts';

const warmUpSteps = 300;
const steps = 1_000;
const sampleEvery = 50;

export function measure(): Promise<Record<string, number>> {
  return onDisk(async (folder) => {
    const floor = openFloor(folder);
    const journal = openJournal({ folder });
    const warmUp = { run: 'warm-up', spec: sequence(warmUpSteps) };
    await timeRun(await openRun(journal, createTrivialPerformer(), warmUp));
    let started = 0;
    const performer = createTrivialPerformer(() => {
      if (started++ % sampleEvery === 0) floor.sample(sampleEvery);
    });
    const all = await timeRun(await openRun(journal, performer, { spec: sequence(steps) }));
    journal.close();
    floor.close();
    return overFloor(steps, all, floor);
  });
}

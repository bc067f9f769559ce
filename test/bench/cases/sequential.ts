/** (a) Durable steps one after another, start and finish journaled, over raw commits of the same row size. */
import { openJournal } from '../../../runs/journal/index.ts';
import { openRun, timeRun } from '../parts/engine.ts';
import { openFloor } from '../parts/floor.ts';
import { onDisk } from '../parts/folder.ts';
import { createTrivialPerformer } from '../parts/performer.ts';
import { sequence } from '../parts/specs.ts';

const steps = 1_000;
const sampleEvery = 50;

export function measure(): Promise<Record<string, number>> {
  return onDisk(async (folder) => {
    const floor = openFloor(folder);
    const journal = openJournal({ folder });
    let started = 0;
    const performer = createTrivialPerformer(() => {
      if (started++ % sampleEvery === 0) floor.sample(sampleEvery);
    });
    const ms = (await timeRun(await openRun(journal, performer, { spec: sequence(steps) }))) - floor.spentMs();
    journal.close();
    floor.close();
    const rate = (steps * 1000) / ms;
    return { ratio: rate / floor.perSecond(), steps_per_s: rate, floor_per_s: floor.perSecond() };
  });
}

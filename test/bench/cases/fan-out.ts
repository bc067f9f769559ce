/** (b) A `foreach` of 10,000 trivial items over raw commits: what group commit gives. */
import { openJournal } from '../../../runs/journal/index.ts';
import { openRun, timeRun } from '../parts/engine.ts';
import { openFloor, overFloor } from '../parts/floor.ts';
import { onDisk } from '../parts/folder.ts';
import { createTrivialPerformer } from '../parts/performer.ts';
import { fanOut, itemsUpTo } from '../parts/specs.ts';

const items = 10_000;
const width = 64;
const sampleEvery = 500;

export function measure(): Promise<Record<string, number>> {
  return onDisk(async (folder) => {
    const floor = openFloor(folder);
    const journal = openJournal({ folder });
    let started = 0;
    const performer = createTrivialPerformer(() => {
      if (started++ % sampleEvery === 0) floor.sample(50);
    });
    const given = { spec: fanOut(width), inputs: itemsUpTo(items) };
    const all = await timeRun(await openRun(journal, performer, given));
    journal.close();
    floor.close();
    return overFloor(items, all, floor);
  });
}

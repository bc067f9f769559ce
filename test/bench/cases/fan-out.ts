/** (b) A `foreach` of 10,000 trivial items over raw commits: what group commit gives. */
import { openJournal } from '../../../runs/journal/index.ts';
import { openRun, timeRun } from '../parts/engine.ts';
import { openFloor } from '../parts/floor.ts';
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
    const ms = (await timeRun(await openRun(journal, performer, given))) - floor.spentMs();
    journal.close();
    floor.close();
    const rate = (items * 1000) / ms;
    return { ratio: rate / floor.perSecond(), items_per_s: rate, floor_per_s: floor.perSecond() };
  });
}

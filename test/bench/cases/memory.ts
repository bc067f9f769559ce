/** (f) The most memory that a run of 10,000 items takes, of the whole process. */
import { openJournal } from '../../../runs/journal/index.ts';
import { openRun, timeRun } from '../parts/engine.ts';
import { inMemory } from '../parts/folder.ts';
import { createTrivialPerformer } from '../parts/performer.ts';
import { fanOut, itemsUpTo } from '../parts/specs.ts';

const items = 10_000;
const width = 64;
const peakMb = () => process.resourceUsage().maxRSS / 1024;

export function measure(): Promise<Record<string, number>> {
  return inMemory(async (folder) => {
    const floor = peakMb();
    const journal = openJournal({ folder });
    const given = { spec: fanOut(width), inputs: itemsUpTo(items) };
    await timeRun(await openRun(journal, createTrivialPerformer(), given));
    journal.close();
    return { peak_mb: peakMb(), floor_mb: floor };
  });
}

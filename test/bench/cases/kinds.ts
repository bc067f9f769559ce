/** (h) Steps of the other kinds over raw commits: branches, debates, and workflows that are used, item by item. */
import { openJournal } from '../../../runs/journal/index.ts';
import { openRun, timeRun } from '../parts/engine.ts';
import { openFloor, overFloor } from '../parts/floor.ts';
import { onDisk } from '../parts/folder.ts';
import { createTrivialPerformer } from '../parts/performer.ts';
import { everyKind, itemsUpTo } from '../parts/specs.ts';

const items = 250;
/** Two branches, two heads in two rounds, a judge, and the step of a workflow that is used. */
const stepsAnItem = 8;
const sampleEvery = 100;

/** What heads and judges give as well; a `run` takes no notice of it. */
const result = {
  exit_code: 0,
  stdout: 'x'.repeat(250),
  stderr: '',
  lines: [],
  output: { answer: 'Yes.', agrees: false, changed: false, objections: [], synthesis: 'Yes.', agreed: [], differ: [] },
};

export function measure(): Promise<Record<string, number>> {
  return onDisk(async (folder) => {
    const floor = openFloor(folder);
    const journal = openJournal({ folder });
    let started = 0;
    const performer = createTrivialPerformer(
      () => {
        if (started++ % sampleEvery === 0) floor.sample(20);
      },
      () => result,
    );
    const all = await timeRun(await openRun(journal, performer, { spec: everyKind(16), inputs: itemsUpTo(items) }));
    journal.close();
    floor.close();
    return overFloor(items * stepsAnItem, all, floor);
  });
}

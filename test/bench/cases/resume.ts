/**
 * (d) How long after `omni resume` the first step of a run of 10,000 events starts, in a process of its own that has
 * seen nothing yet. The floor is the start of such a process.
 */
import { spawnSync } from 'node:child_process';
import { resumeRun } from '../../../engine/driver/index.ts';
import { openJournal } from '../../../runs/journal/index.ts';
import { cpuUs } from '../parts/cpu.ts';
import { openRun, portsOf } from '../parts/engine.ts';
import { onDisk } from '../parts/folder.ts';
import { createTrivialPerformer } from '../parts/performer.ts';
import { fanOut, itemsUpTo } from '../parts/specs.ts';

const events = 10_000;
const width = 64;

/** Without arguments it breaks a run off and measures; with `FOLDER` it is what is measured. */
export async function measure([journaled]: readonly string[]): Promise<Record<string, number>> {
  if (journaled !== undefined) return resume(journaled);
  return onDisk(async (folder) => {
    await breakOff(folder);
    const from = performance.now();
    spawnSync(process.execPath, ['-e', '0']);
    const floor = performance.now() - from;
    const self = [process.argv[1] ?? '', '--measure', 'resume', folder];
    const { stdout, stderr, status } = spawnSync(process.execPath, self, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    const { measured } = JSON.parse(stdout) as { measured: Record<string, number> };
    return { ...measured, floor_ms: floor };
  });
}

async function breakOff(folder: string): Promise<void> {
  const journal = openJournal({ folder });
  const given = { spec: fanOut(width), inputs: itemsUpTo(events) };
  const { driver, begin } = await openRun(journal, createTrivialPerformer(), given);
  driver.subscribe((entries) => {
    if ((entries.at(-1)?.seq ?? 0) >= events) void driver.stop();
  });
  begin();
  await driver.done;
  journal.close();
}

/** Both since this process began. */
async function resume(folder: string): Promise<Record<string, number>> {
  const journal = openJournal({ folder });
  let [ms, us] = [0, 0];
  const performer = createTrivialPerformer(() => {
    ms ||= performance.now();
    us ||= cpuUs();
  });
  const { driver, begin } = await resumeRun(portsOf(journal, performer), 'bench');
  driver.subscribe(() => setImmediate(() => void driver.stop()));
  begin();
  await driver.done;
  journal.close();
  return { first_step_ms: ms, cpu_ms: us / 1000 };
}

/** (g) Real processes: `run: "true"` for each item, through performer and place, over a bare execa pool as wide. */
import { realpathSync } from 'node:fs';
import { execa } from 'execa';
import { createReaper } from '../../../agents/places/reaper.ts';
import { createWorkspaces } from '../../../agents/workspaces/workspaces.ts';
import { createPerformer } from '../../../engine/perform/index.ts';
import { openJournal } from '../../../runs/journal/index.ts';
import { clock, openRun, timeRun } from '../parts/engine.ts';
import { onDisk } from '../parts/folder.ts';
import { fanOut, itemsUpTo } from '../parts/specs.ts';

const items = 200;
const width = 8;

export function measure(): Promise<Record<string, number>> {
  return onDisk(async (temporary) => {
    const folder = realpathSync(temporary);
    await pool(folder, width);
    const floor = await pool(folder, items);
    const rate = await runItems(folder);
    return { ratio: rate / floor, processes_per_s: rate, floor_per_s: floor };
  });
}

/** Processes a second. The command is what a `run` string comes to. */
async function pool(cwd: string, count: number): Promise<number> {
  const from = performance.now();
  let left = count;
  const work = async () => {
    while (left-- > 0) await execa('bash', ['-euo', 'pipefail', '-c', 'true'], { cwd });
  };
  await Promise.all(Array.from({ length: width }, work));
  return (count * 1000) / (performance.now() - from);
}

async function runItems(folder: string): Promise<number> {
  const reaper = createReaper();
  const journal = openJournal({ folder });
  const performer = createPerformer({
    harnesses: { find: () => ({ missing: 'no step of this workflow is an agent' }) },
    workspaces: await createWorkspaces({ repo: undefined, home: folder, reaper, env: process.env }),
    agents: {},
    run: 'bench',
    clock,
    secrets: () => undefined,
    baseEnv: { PATH: process.env.PATH ?? '' },
  });
  try {
    const given = { spec: fanOut(width), inputs: itemsUpTo(items) };
    return (items * 1000) / (await timeRun(await openRun(journal, performer, given)));
  } finally {
    journal.close();
    reaper.dispose();
  }
}

/** (g) Real processes: `run: "true"` for each item, through performer and place, over a bare execa pool as wide. */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { execa } from 'execa';
import { createReaper } from '../../../agents/places/reaper.ts';
import { createWorkspaces } from '../../../agents/workspaces/workspaces.ts';
import { createPerformer } from '../../../engine/perform/index.ts';
import { openJournal } from '../../../runs/journal/index.ts';
import { clock, openRun, timeRun } from '../parts/engine.ts';
import { onDisk } from '../parts/folder.ts';
import { fanOut, itemsUpTo } from '../parts/specs.ts';

const rounds = 2;
const items = 1000;
const width = 8;

/** Pool and run take turns, since a busy machine is another machine a second later. */
export function measure(): Promise<Record<string, number>> {
  return onDisk(async (temporary) => {
    const folder = realpathSync(temporary);
    await pool(folder, width);
    let [poolMs, runMs] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      poolMs += await pool(folder, items);
      runMs += await runItems(folder, `bench-${round}`);
    }
    const all = rounds * items * 1000;
    return { ratio: poolMs / runMs, processes_per_s: all / runMs, floor_per_s: all / poolMs };
  });
}

/** Milliseconds. The command is what a `run` string comes to. */
async function pool(cwd: string, count: number): Promise<number> {
  const from = performance.now();
  let left = count;
  const work = async () => {
    while (left-- > 0) await execa('bash', ['-euo', 'pipefail', '-c', 'true'], { cwd });
  };
  await Promise.all(Array.from({ length: width }, work));
  return performance.now() - from;
}

/** Milliseconds. */
async function runItems(folder: string, run: string): Promise<number> {
  const reaper = createReaper();
  const journal = openJournal({ folder });
  const performer = createPerformer({
    harnesses: { find: () => ({ missing: 'no step of this workflow is an agent' }) },
    workspaces: await createWorkspaces({ repo: undefined, home: folder, reaper, env: process.env }),
    agents: {},
    run,
    clock,
    secrets: () => undefined,
    baseEnv: { PATH: process.env.PATH ?? '' },
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  });
  try {
    const given = { run, spec: fanOut(width), inputs: itemsUpTo(items) };
    return (await timeRun(await openRun(journal, performer, given))).ms;
  } finally {
    journal.close();
    reaper.dispose();
  }
}

/**
 * Clears up after an omni that died between the last event of a run and the removal of its worktrees and sessions: no journal
 * names that moment, so the next `apply` looks. Those of a failed run are kept, as its summary said.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { removeHomes } from '../agents/homes/homes.ts';
import type { Reaper } from '../agents/places/reaper.ts';
import { createWorkspaces } from '../agents/workspaces/workspaces.ts';
import type { OpenJournal } from '../runs/journal/index.ts';
import { sessionsOf } from './harnesses.ts';

/** Runs that are looked back at; each costs one look into a folder. */
const lookBack = 100;

export async function tidyFinished(journal: OpenJournal, home: string, reaper: Reaper): Promise<void> {
  for (const { run, repo, status } of journal.list({ limit: lookBack })) {
    if (status !== 'running') await removeHomes(sessionsOf(home, run));
    if (status !== 'done' || !existsSync(join(home, 'worktrees', run)) || !existsSync(join(repo, '.git'))) continue;
    const workspaces = await createWorkspaces({ repo, home, reaper, env: process.env });
    await workspaces.finish(run, false);
  }
}

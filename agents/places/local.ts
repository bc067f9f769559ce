/** This machine as a place: processes in groups of their own, files below one root. */
import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../engine/ports/place.ts';
import { createFiles } from './files.ts';
import { checkRelative, explain, isInside, refusePath } from './paths.ts';
import type { Reaper } from './reaper.ts';
import { lostSpawned, spawnGroup } from './spawn.ts';

export interface LocalPlaceOptions {
  /** Absolute; it exists when the place is used. */
  readonly root: string;
  readonly reaper: Reaper;
  /** `reaper.mark(run)`: what the marks of the place's processes begin with. */
  readonly mark: string;
}

export function createLocalPlace({ root, reaper, mark }: LocalPlaceOptions): Place {
  // Two places of one run, also on one folder, keep their processes apart.
  const place = randomBytes(4).toString('hex');
  let spawned = 0;
  return {
    root,
    spawn(command, { cwd, ...options }) {
      const folder = resolveFolder(root, cwd);
      if (folder instanceof Error) return lostSpawned(folder.message);
      return spawnGroup(command, { ...options, cwd: folder, mark: `${mark}${place}-${++spawned}`, reaper });
    },
    ...createFiles(root),
  };
}

/** The folder that a command starts in. An error is a value here, since a spawn answers with an exit. */
function resolveFolder(root: string, cwd: string | undefined): string | Error {
  try {
    const realRoot = realpathSync(root);
    const folder = realpathSync(join(realRoot, checkRelative(cwd ?? '')));
    return isInside(realRoot, folder) ? folder : refusePath(cwd ?? '', 'leaves the workspace by a symlink');
  } catch (error) {
    return error instanceof Error && 'help' in error ? error : refusePath(cwd ?? '.', explain(error), error);
  }
}

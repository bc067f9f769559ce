/**
 * Workspaces outside git: folders of the run, or the current folder. There are no branches, so commits are empty and
 * a merge is refused; and since the files have no other home, finishing a run keeps them.
 */
import { lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from '../../engine/ports/place.ts';
import type { Commit, Workspaces } from '../../engine/ports/workspaces.ts';
import { OmniError } from '../../schema/error.ts';
import { checkRun, folderName } from './names.ts';

export interface PlainOptions {
  /** The folder that holds the runs' folders. */
  readonly folder: string;
  /** The folder that steps without a worktree work in, instead of one of the run. */
  readonly here: string | undefined;
  readonly createPlace: (run: string, root: string) => Place;
}

const nothing: Commit = { diff: '', files: [] };

export function createPlainWorkspaces({ folder, here, createPlace }: PlainOptions): Workspaces {
  const runFolder = (run: string): string => join(folder, checkRun(run));
  const pathOf = (run: string, key: string): string =>
    here !== undefined && key === 'main' ? here : join(runFolder(run), folderName(key));
  const open: Workspaces['open'] = async (run, { key }) => {
    const path = pathOf(run, key);
    await mkdir(path, { recursive: true });
    return { key, place: createPlace(run, path) };
  };

  return {
    begin: () => Promise.resolve(),
    open,
    commit: () => Promise.resolve(nothing),
    discard: () => Promise.resolve(),
    async openReview(run, plan, key) {
      const workspace = { ...(await open(run, plan)), key };
      const before = await fingerprint(workspace.place.root);
      return {
        workspace,
        diff: nothing,
        close: async () => ({ untouched: (await fingerprint(workspace.place.root)) === before }),
      };
    },
    merge: () => Promise.reject(new OmniError('OMNI5003', 'A merge needs a git repository, and there is none here.')),
    async finish(run) {
      const names = await readdir(runFolder(run)).catch(() => []);
      if (names.length === 0) await rm(runFolder(run), { recursive: true, force: true });
      return names.map((name) => join(runFolder(run), name));
    },
  };
}

/** Equal while nothing below the folder was written. The change time tells, which no program can set back. */
async function fingerprint(folder: string): Promise<string> {
  const paths = await readdir(folder, { recursive: true });
  const lines = await Promise.all(
    paths.sort().map(async (path) => {
      const { ctimeNs, ino, size } = await lstat(join(folder, path), { bigint: true });
      return `${path}\0${ino}\0${size}\0${ctimeNs}`;
    }),
  );
  return lines.join('\n');
}

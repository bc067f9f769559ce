/**
 * A demo's folder, made a repository to run on: the same commit on every machine, so that a simulation can be told
 * apart from another by nothing but what it does.
 */
import { randomUUID } from 'node:crypto';
import { cp, lstat, mkdir, readdir, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { OmniError } from '../../schema/error.ts';
import { isInside } from '../places/paths.ts';
import { createGit } from './git.ts';
import type { WorkspacesOptions } from './workspaces.ts';

/** Makes the repository at `to` from the folder `from`, unless it is there; answers its path. */
export async function createDemoRepository(
  from: string,
  to: string,
  options: Pick<WorkspacesOptions, 'reaper' | 'env'>,
): Promise<string> {
  if (await isThere(to)) return to;
  const source = await realpath(from).catch((cause: unknown) => {
    throw new OmniError('OMNI5004', `The demo folder ${from} cannot be read.`, { cause });
  });
  await refuseForeignLinks(source);
  // Made beside its place and moved there whole: a kill leaves no half of it, and of two makers one wins.
  const draft = `${to}.${randomUUID()}`;
  await mkdir(dirname(to), { recursive: true });
  try {
    await cp(source, draft, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !['.git', '.omni'].includes(basename(path)),
    });
    await makeRepository(draft, options);
    await rename(draft, to);
  } catch (error) {
    if (!(await isThere(to))) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return to;
}

async function makeRepository(folder: string, options: Pick<WorkspacesOptions, 'reaper' | 'env'>): Promise<void> {
  // No HOME: a person's own configuration (line ends, ignored files) would change the commit.
  const { PATH } = options.env;
  const git = createGit({ env: { PATH }, reaper: options.reaper, mark: options.reaper.mark('') });
  const where = { cwd: folder };
  await git.call(where, ['init', '--quiet', '--template=', '--initial-branch=main']);
  await git.call(where, ['config', 'core.autocrlf', 'false']);
  await git.call(where, ['add', '--all']);
  const tree = await git.text(where, ['write-tree']);
  const commit = await git.text(where, ['commit-tree', '-m', 'Start the demo', tree], { date: '@946684800 +0000' });
  await git.call(where, ['update-ref', 'refs/heads/main', commit]);
}

/** A demo comes from a project and is run on: it may not reach what lies outside of it. */
async function refuseForeignLinks(source: string): Promise<void> {
  for (const path of await readdir(source, { recursive: true })) {
    const found = join(source, path);
    if (!(await lstat(found)).isSymbolicLink()) continue;
    const target = await realpath(found).catch(() => undefined);
    if (target === undefined || !isInside(source, target)) {
      throw new OmniError('OMNI5004', `The symlink ${relative(source, found)} leads out of the demo folder.`);
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

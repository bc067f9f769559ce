/**
 * Worktrees of a run: made, found again, repaired, removed.
 *
 * A worktree is known by its folder. Its administrative folder (`.git/worktrees/ID`) is found by what git wrote there,
 * never by the worktree's own `.git` file, which an agent can change. Git marks a worktree that it is still making
 * with a lock that says `initializing`; one that a kill left so holds no work yet and is made anew. Only worktrees of
 * the run itself are touched: `git worktree prune` is not used, since it would also forget a person's worktree on a
 * disk that is unplugged.
 */
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { OmniError } from '../../schema/error.ts';
import type { Git, Where } from './call.ts';
import { disarm } from './disarm.ts';
import type { Repository } from './inspect.ts';

/** A worktree as our calls address it: with its git folder, its files and its index named. */
export type Worktree = Where & { readonly gitDir: string; readonly workTree: string };

/** The worktree at `folder` (a real path) on `head` (a branch, or with `detach` a commit), made where it is missing. */
export async function ensureWorktree(
  git: Git,
  repository: Repository,
  folder: string,
  head: string,
  options: { readonly detach: boolean } = { detach: false },
): Promise<Worktree> {
  await mkdir(dirname(folder), { recursive: true });
  const found = await findGitDir(repository, folder);
  if (found !== undefined) {
    if ((await exists(folder)) && !(await isHalfMade(found))) {
      await restoreLink(folder, found);
      return asWorktree(folder, found);
    }
    await removeWorktree(git, repository, folder);
  }
  await setAside(folder);
  const kind = options.detach ? ['--detach'] : [];
  const where = await disarm(git, { cwd: repository.root });
  await git.call(where, ['worktree', 'add', ...kind, '--no-guess-remote', '--', folder, head]);
  const made = await findGitDir(repository, folder);
  if (made === undefined) throw new OmniError('OMNI5003', `git made no worktree at ${folder}.`);
  return asWorktree(folder, made);
}

/** The worktree at `path`, as git knows it; undefined when it knows none. */
export async function findWorktree(repository: Repository, path: string): Promise<Worktree | undefined> {
  const gitDir = await findGitDir(repository, path);
  return gitDir === undefined ? undefined : asWorktree(path, gitDir);
}

/** Removes a worktree with all that is in it. Nothing is fine, too. */
export async function removeWorktree(git: Git, repository: Repository, folder: string): Promise<void> {
  const gitDir = await findGitDir(repository, folder);
  if (gitDir !== undefined) {
    // Twice: also a locked one. When git cannot tell what it is any more, the folders go all the same.
    await git.call({ cwd: repository.root }, ['worktree', 'remove', '--force', '--force', '--', folder], {
      codes: [128],
    });
    await rm(gitDir, { recursive: true, force: true });
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Removes locks that a git of a dead omni left. Only before anything of this omni is at work on `folder`. */
export async function removeLocks(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.isFile() && entry.name.endsWith('.lock')) await rm(join(entry.parentPath, entry.name), { force: true });
  }
}

function asWorktree(folder: string, gitDir: string): Worktree {
  return { cwd: folder, gitDir, workTree: folder, isOwn: true };
}

/** The administrative folder whose `gitdir` file names this worktree. */
async function findGitDir(repository: Repository, folder: string): Promise<string | undefined> {
  const parent = join(repository.commonDir, 'worktrees');
  for (const id of await readdir(parent).catch(() => [])) {
    const gitDir = join(parent, id);
    const named = await readFile(join(gitDir, 'gitdir'), 'utf8').catch(() => undefined);
    if (named !== undefined && resolve(gitDir, named.trim()) === join(folder, '.git')) return gitDir;
  }
  return undefined;
}

async function isHalfMade(gitDir: string): Promise<boolean> {
  const reason = await readFile(join(gitDir, 'locked'), 'utf8').catch(() => '');
  return reason.startsWith('initializing') || !(await exists(join(gitDir, 'HEAD')));
}

/** An agent that deleted the link would find itself in the repository around the worktree. */
async function restoreLink(folder: string, gitDir: string): Promise<void> {
  if (!(await exists(join(folder, '.git')))) await writeFile(join(folder, '.git'), `gitdir: ${gitDir}\n`);
}

/** Whatever stands in the way of a new worktree may hold somebody's work: it is renamed, never deleted. */
async function setAside(folder: string): Promise<void> {
  for (let number = 1; await exists(folder); number++) {
    const aside = `${folder}.aside-${number}`;
    if (!(await exists(aside))) await rename(folder, aside);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
